extension [Double] {
  /// 0 without any.
  var mean: Double { isEmpty ? 0 : reduce(0, +) / Double(count) }

  /// The population's standard deviation; 0 without any.
  var spread: Double {
    let mean = mean
    return map { ($0 - mean) * ($0 - mean) }.mean.squareRoot()
  }
}
