"""What facenet-pytorch imports of torchvision; see the README of the benchmarks."""
