extension EmbeddingSet {
  /// The set as identification may trust it, given what is known of pairs of its items.
  ///
  /// People of whom items must be together are one, under the number of who has the most items.
  /// Where items of one person must not be together, the fewest that explain it count for nobody:
  /// one after the other, the item in the most such pairs, the later of equals.
  public func respecting(_ constraints: ClusterConstraints) -> EmbeddingSet {
    if constraints.isEmpty { return self }
    let doubtful = doubtful(constraints)
    var trusted = selecting(people.indices.filter { !doubtful.contains($0) })
    let names = joinedPeople(constraints, without: doubtful)
    trusted.people = trusted.people.map { names[$0] ?? $0 }
    return trusted
  }

  private func doubtful(_ constraints: ClusterConstraints) -> Set<Int> {
    var pairs = constraints.cannotLink.filter { people[$0.first] == people[$0.second] }
    var mates: [Int: [Int]] = [:]
    let groups = constraints.groups(count: count)
    for (item, group) in groups.labels.enumerated() { mates[group, default: []].append(item) }
    var doubtful: Set<Int> = []
    while !pairs.isEmpty {
      var counts: [Int: Int] = [:]
      for pair in pairs {
        counts[pair.first, default: 0] += 1
        counts[pair.second, default: 0] += 1
      }
      guard let worst = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key else {
        break
      }
      // Who is known to be the same goes with it.
      let gone = (mates[groups.labels[worst]] ?? [worst]).filter { people[$0] == people[worst] }
      doubtful.formUnion(gone)
      pairs.removeAll { doubtful.contains($0.first) || doubtful.contains($0.second) }
    }
    return doubtful
  }

  private func joinedPeople(
    _ constraints: ClusterConstraints, without doubtful: Set<Int>
  ) -> [Int: Int] {
    let dense = Clustering(naming: people)
    var sets = DisjointSets(count: dense.count)
    for pair in constraints.mustLink
    where !doubtful.contains(pair.first) && !doubtful.contains(pair.second) {
      sets.join(dense.labels[pair.first], dense.labels[pair.second])
    }
    var names: [Int: Int] = [:]
    for group in sets.clustering.members where group.count > 1 {
      let sizes = group.map { dense.members[$0].count }
      guard let most = sizes.max(), let place = sizes.firstIndex(of: most) else { continue }
      let name = people[dense.members[group[place]][0]]
      for person in group { names[people[dense.members[person][0]]] = name }
    }
    return names
  }
}

extension Identifier {
  /// Who an item of a set is, by the rest of it: everyone, the most alike first. People with an item
  /// that must not be with it are left out; one with an item that must be comes first, as marked.
  ///
  /// - Throws: `tooFewPeople`, `outOfMemory`; only of `supportVectors`.
  public static func candidates(
    forItem item: Int, of set: EmbeddingSet, metric: Metric,
    strategy: IdentificationStrategy = .nearest,
    constraints: ClusterConstraints = ClusterConstraints()
  ) throws(IdentificationError) -> [Candidate] {
    let others = set.people.indices.filter { $0 != item }
    let rest = set.selecting(others).respecting(constraints.among(others))
    let ranked = try Identifier(rest, metric: metric, strategy: strategy)
      .candidates(for: Array(set[item]))
    let known = set.peopleKnown(of: item, constraints)
    return ranked.filter { !known.others.contains($0.person) || known.own.contains($0.person) }
      .map { known.own.contains($0.person) ? $0.marked : $0 }
      .stablySorted { $0.isMarked && !$1.isMarked }
  }
}

extension EmbeddingSet {
  /// The people with items that must be, and that must not be, together with an item; its own person
  /// by items other than itself.
  fileprivate func peopleKnown(
    of item: Int, _ constraints: ClusterConstraints
  ) -> (own: Set<Int>, others: Set<Int>) {
    let groups = constraints.groups(count: count).labels
    let against = constraints.cannotLink.compactMap { pair -> Int? in
      if groups[pair.first] == groups[item] { return groups[pair.second] }
      return groups[pair.second] == groups[item] ? groups[pair.first] : nil
    }
    let apart = Set(against)
    // Whose the item is said to be is what is asked, so that links of it join nobody.
    let others = constraints.without(item)
    let joined = joinedPeople(others, without: doubtful(others))
    func holders(_ isMeant: (Int) -> Bool) -> Set<Int> {
      Set(
        people.indices.filter { $0 != item && isMeant(groups[$0]) }.map {
          joined[people[$0]] ?? people[$0]
        })
    }
    return (holders { $0 == groups[item] }, holders { apart.contains($0) })
  }
}
