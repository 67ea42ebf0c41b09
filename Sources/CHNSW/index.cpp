#include "CHNSW.h"

#include <hnswlib/hnswlib.h>

#include <sys/stat.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace {

using Distance = float (*)(const void *, const void *, const void *);

float plain(const void *a, const void *b, const void *dimension) {
  const float *x = static_cast<const float *>(a);
  const float *y = static_cast<const float *>(b);
  size_t count = *static_cast<const size_t *>(dimension);
  float sum = 0;
  for (size_t index = 0; index < count; index++) {
    float difference = x[index] - y[index];
    sum += difference * difference;
  }
  return sum;
}

#if defined(__x86_64__)
// The library chooses its instructions when it is compiled; these are chosen by the processor.
__attribute__((target("avx2,fma"))) float wide(
    const void *a, const void *b, const void *dimension) {
  const float *x = static_cast<const float *>(a);
  const float *y = static_cast<const float *>(b);
  size_t count = *static_cast<const size_t *>(dimension);
  __m256 first = _mm256_setzero_ps(), second = _mm256_setzero_ps();
  size_t index = 0;
  for (; index + 16 <= count; index += 16) {
    __m256 one = _mm256_sub_ps(_mm256_loadu_ps(x + index), _mm256_loadu_ps(y + index));
    __m256 two = _mm256_sub_ps(_mm256_loadu_ps(x + index + 8), _mm256_loadu_ps(y + index + 8));
    first = _mm256_fmadd_ps(one, one, first);
    second = _mm256_fmadd_ps(two, two, second);
  }
  float lanes[8];
  _mm256_storeu_ps(lanes, _mm256_add_ps(first, second));
  float sum = 0;
  for (float lane : lanes) sum += lane;
  for (; index < count; index++) sum += (x[index] - y[index]) * (x[index] - y[index]);
  return sum;
}
#endif

Distance fastest() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return wide;
#endif
  return plain;
}

class SquaredDistance : public hnswlib::SpaceInterface<float> {
 public:
  explicit SquaredDistance(size_t dimension) : dimension_(dimension) {}
  size_t get_data_size() override { return dimension_ * sizeof(float); }
  hnswlib::DISTFUNC<float> get_dist_func() override { return fastest(); }
  void *get_dist_func_param() override { return &dimension_; }

 private:
  size_t dimension_;
};

}  // namespace

struct chnsw_index {
  SquaredDistance space;
  hnswlib::HierarchicalNSW<float> graph;

  chnsw_index(size_t dimension, size_t capacity, size_t links, size_t breadth, size_t seed)
      : space(dimension), graph(&space, capacity, links, breadth, seed) {}

  chnsw_index(const char *path, size_t dimension, size_t capacity)
      : space(dimension), graph(&space, path, false, capacity) {}
};

chnsw_index *chnsw_create(
    int64_t dimension, int64_t capacity, int64_t links, int64_t breadth, uint64_t seed) {
  try {
    return new chnsw_index(dimension, capacity, links, breadth, seed);
  } catch (...) {
    return nullptr;
  }
}

chnsw_index *chnsw_load(const char *path, int64_t dimension, int64_t capacity) {
  try {
    return new chnsw_index(path, dimension, capacity);
  } catch (...) {
    return nullptr;
  }
}

void chnsw_free(chnsw_index *index) { delete index; }

chnsw_outcome chnsw_add(chnsw_index *index, const float *vector, int64_t number) {
  try {
    index->graph.addPoint(vector, static_cast<hnswlib::labeltype>(number));
    return CHNSW_DONE;
  } catch (...) {
    return CHNSW_NO_MEMORY;
  }
}

int64_t chnsw_search(
    const chnsw_index *index, const float *probe, int64_t count, int64_t breadth,
    int64_t *numbers, float *distances) {
  try {
    // The library takes as many as it is asked for as the least breadth: ask for the breadth.
    auto found = index->graph.searchKnn(probe, static_cast<size_t>(breadth));
    while (static_cast<int64_t>(found.size()) > count) found.pop();
    int64_t size = static_cast<int64_t>(found.size());
    for (int64_t place = size - 1; place >= 0; place--) {
      distances[place] = found.top().first;
      numbers[place] = static_cast<int64_t>(found.top().second);
      found.pop();
    }
    return size;
  } catch (...) {
    return 0;
  }
}

/// How long the file is that the library writes, which does not notice a disk that is full.
static int64_t saved_size(const hnswlib::HierarchicalNSW<float> &graph) {
  int64_t size = sizeof graph.offsetLevel0_ + sizeof graph.max_elements_ +
      sizeof graph.cur_element_count + sizeof graph.size_data_per_element_ +
      sizeof graph.label_offset_ + sizeof graph.offsetData_ + sizeof graph.maxlevel_ +
      sizeof graph.enterpoint_node_ + sizeof graph.maxM_ + sizeof graph.maxM0_ + sizeof graph.M_ +
      sizeof graph.mult_ + sizeof graph.ef_construction_;
  size += graph.cur_element_count * graph.size_data_per_element_;
  for (size_t item = 0; item < graph.cur_element_count; item++) {
    size += sizeof(unsigned int);
    if (graph.element_levels_[item] > 0)
      size += graph.size_links_per_element_ * graph.element_levels_[item];
  }
  return size;
}

chnsw_outcome chnsw_save(chnsw_index *index, const char *path) {
  try {
    index->graph.saveIndex(path);
    struct stat status;
    bool is_whole = stat(path, &status) == 0 && status.st_size == saved_size(index->graph);
    return is_whole ? CHNSW_DONE : CHNSW_UNREADABLE;
  } catch (...) {
    return CHNSW_UNREADABLE;
  }
}
