"""The peers of searching and clustering. Usage: peer_many.py search|cluster FACES.npy"""
import json
import statistics
import sys
import time

import numpy

PROBES = 100


def search(faces):
    import faiss

    rest, probes = faces[:-PROBES], faces[-PROBES:]
    flat = faiss.IndexFlatL2(faces.shape[1])
    flat.add(rest)
    flat_time, exact = timed(flat, probes)
    graph = faiss.IndexHNSWFlat(faces.shape[1], 16)
    graph.hnsw.efConstruction = 120
    graph.add(rest)
    # A probe alone is searched for on one thread; the least breadth that finds enough counts.
    faiss.omp_set_num_threads(1)
    for breadth in (32, 48, 64, 96, 128, 160, 224, 320, 480, 640):
        graph.hnsw.efSearch = breadth
        graph_time, found = timed(graph, probes)
        recall = statistics.mean(len(set(a) & set(b)) / 10 for a, b in zip(found, exact))
        if recall >= 0.99:
            break
    return {"flat_ms": flat_time, "graph_ms": graph_time, "recall": recall, "breadth": breadth}


def timed(index, probes):
    times, found = [], []
    for probe in probes:
        start = time.perf_counter()
        _, items = index.search(probe[None], 10)
        times.append(1000 * (time.perf_counter() - start))
        found.append(items[0])
    return statistics.median(times), found


def cluster(faces):
    from sklearn.cluster import AgglomerativeClustering

    start = time.perf_counter()
    AgglomerativeClustering(n_clusters=None, distance_threshold=0.9, linkage="average").fit(faces)
    return {"seconds": time.perf_counter() - start}


if __name__ == "__main__":
    task = {"search": search, "cluster": cluster}[sys.argv[1]]
    print(json.dumps(task(numpy.load(sys.argv[2]))))
