import Verification

extension EffectRunner {
  /// Tries each strategy, the quick ones first, and tells of each as soon as it is known.
  func compareStrategies(_ collection: Collection, _ metric: Metric) {
    analyses.begin(.strategies) { [mailbox] in
      let set = collection.embeddings.set.respecting(collection.constraints)
      for strategy in IdentifyScreen.strategies {
        if Task.isCancelled { return }
        let result = StrategyResult(strategy, of: set, metric: metric) { Task.isCancelled }
        if Task.isCancelled { return }
        mailbox.post(.strategyCompared(result, of: collection))
      }
    }
  }

  func cluster(
    _ collection: Collection, _ metric: Metric, _ method: ClusteringMethod, _ threshold: Double
  ) {
    analyses.begin(.clusters) { [mailbox] in
      let data = ClusterData(
        collection, metric: metric, method: method, threshold: threshold,
        isCancelled: { Task.isCancelled })
      if let data, !Task.isCancelled { mailbox.post(.clustersFound(data)) }
    }
  }

  func project(_ kind: Projection.Kind, _ collection: Collection, _ metric: Metric) {
    analyses.begin(.projection) { [mailbox] in
      Projection.make(kind, of: collection, metric: metric, isCancelled: { Task.isCancelled }) {
        if !Task.isCancelled { mailbox.post(.projected($0)) }
      }
    }
  }
}
