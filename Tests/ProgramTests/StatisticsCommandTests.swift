import Foundation
import ProgramSupport
import Testing

/// `roc`, `threshold` and `matrix` of galleries and scores. Skipped without the photos and the
/// model files.
@Suite(.enabled(if: Material.isThere)) struct StatisticsCommandTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// The same figures from the gallery, and from the distances a script wrote down.
  @Test func rocOfTheGalleryAndOfScores() throws {
    let empty = try scratch.run("roc")
    #expect(empty.status == 2)
    let people = try scratch.people(["Ann_Veneman", "Abdullah_Gul"], photos: 4)
    #expect(try scratch.run("enroll", people).status == 0)
    let gallery = try scratch.run("roc", "--json")
    #expect(gallery.status == 0)
    #expect(gallery.object["mated"] as? Int == 12 && gallery.object["nonmated"] as? Int == 16)
    #expect((gallery.object["operating_points"] as? [Any])?.count == 6)
    let csv = "distance,same\n0.5,1\n0.5,0\n0.25,1\n1,0\n"
    let file = try scratch.write(Array(csv.utf8), "scores.csv")
    let scores = try scratch.run("roc", "--scores", file, "--json")
    #expect(scores.object["auc"] as? Double == 0.875)
    let figure = scratch.path("roc.svg")
    #expect(try scratch.run("roc", "--scores", file, "--svg", figure).status == 0)
    let text = try String(contentsOfFile: figure, encoding: .utf8)
    #expect(text.hasPrefix("<?xml") && text.hasSuffix("</svg>\n"))
    for kind in ["roc", "det", "rates", "histogram"] {
      #expect(
        try scratch.run("roc", "--scores", file, "--svg", figure, "--curve", kind).status == 0)
      #expect(try String(contentsOfFile: figure, encoding: .utf8) != text)
    }
    let torn = try scratch.write(Array("same,distance\n1,x\n".utf8), "torn.csv")
    let refused = try scratch.run("roc", "--scores", torn)
    #expect(refused.status == 2 && refused.errors.contains("line 2"))
  }

  /// A threshold is set, shown with what it does here, refused where too little is known, and reset.
  @Test func theThresholdOfAGallery() throws {
    #expect(try scratch.run("threshold", "set", "0.5").status == 2)
    let people = try scratch.people(["Ann_Veneman", "Abdullah_Gul"], photos: 2)
    #expect(try scratch.run("enroll", people).status == 0)
    let own = try scratch.run("threshold", "--json").object
    #expect(own["value"] as? Double == 0.6)
    #expect(own["chosen"] == nil)
    let set = try scratch.run("threshold", "set", "0.5", "--json").object
    #expect(set["value"] as? Double == 0.5)
    #expect((set["chosen_on"] as? [String: Int])?["people"] == 2)
    #expect((set["rates"] as? [[String: Any]])?.count == 3)
    let few = try scratch.run("threshold", "choose", "far", "1e-3")
    #expect(few.status == 1)
    #expect(few.notes.first?.contains("30 pairs of the same") == true)
    #expect(try scratch.run("threshold", "--json").object["value"] as? Double == 0.5)
    #expect(try scratch.run("threshold", "choose", "best").status == 2)
    #expect(try scratch.run("threshold", "set", "-1").status == 2)
    #expect(try scratch.run("threshold", "bad").status == 2)
    #expect(try scratch.run("threshold", "reset", "--json").object["value"] as? Double == 0.6)
  }

  /// The distances of `verify`, whichever way they are printed.
  @Test func matrixOfPhotosAndOfTheGallery() throws {
    let photos = try scratch.run(
      "matrix", Material.ann, Material.annAgain, Material.other, "--json")
    #expect(photos.status == 0)
    let rows = try #require(photos.object["distances"] as? [[Double]])
    #expect(
      photos.object["labels"] as? [String] == [Material.ann, Material.annAgain, Material.other])
    let verified = try scratch.run("verify", Material.ann, Material.other, "--json")
    let distance = try #require(verified.object["distance"] as? Double)
    #expect(abs(rows[0][2] - distance) < 1e-6 && rows[2][0] == rows[0][2] && rows[1][1] == 0)
    let people = try scratch.people(["Ann_Veneman", "Abdullah_Gul"], photos: 2)
    #expect(try scratch.run("enroll", people).status == 0)
    let csv = try scratch.run("matrix", "--csv")
    let lines = csv.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 5 && lines[0].hasPrefix(",\"Abdullah_Gul/Abdullah_Gul_0001.jpg\","))
    #expect(
      lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 5 })
    let array = scratch.path("m.npy")
    #expect(try scratch.run("matrix", "--npy", array).status == 0)
    #expect(try Data(contentsOf: URL(filePath: array)).count == 128 + 4 * 16)
    #expect(try scratch.run("matrix", Material.ann).status == 1)
  }

  /// Another order has the same faces, and the same distance for each two of them.
  @Test func matrixInOrdersAndAsAFigure() throws {
    let people = try scratch.people(["Ann_Veneman", "Abdullah_Gul"], photos: 3)
    #expect(try scratch.run("enroll", people).status == 0)
    let plain = try distances(try scratch.run("matrix", "--json"))
    for order in ["similarity", "worst-error"] {
      #expect(try distances(try scratch.run("matrix", "--json", "--order", order)) == plain)
    }
    #expect(try scratch.run("matrix", "--order", "similarity", "--metric", "angle").status == 0)
    // Those nearest to another person, at a threshold that takes all for one, come first.
    let worst = try scratch.run("matrix", "--json", "--order", "worst-error", "--threshold", "9")
    let order = try #require(worst.object["labels"] as? [String])
    let nearest = order.map { label in
      order.filter { $0.prefix(3) != label.prefix(3) }.compactMap { plain["\(label) \($0)"] }.min()
        ?? 9
    }
    #expect(nearest == nearest.sorted() && order != order.sorted())
    let figure = scratch.path("matrix.svg")
    let drawn = try scratch.run("matrix", "--svg", figure, "--order", "similarity")
    #expect(drawn.status == 0 && drawn.output.isEmpty)
    let text = try String(contentsOfFile: figure, encoding: .utf8)
    #expect(
      text.contains(">Ann_Veneman<") && text.contains("6 faces") && text.hasSuffix("</svg>\n"))
    let photos = try scratch.run("matrix", Material.ann, Material.other, "--order", "worst-error")
    #expect(photos.status == 2 && photos.errors.contains("nobody knows"))
    #expect(try scratch.run("matrix", "--order", "size").status == 2)
  }

  /// The distances of a matrix by the labels of both faces.
  private func distances(_ result: CommandResult) throws -> [String: Double] {
    let labels = try #require(result.object["labels"] as? [String])
    let rows = try #require(result.object["distances"] as? [[Double]])
    var pairs: [String: Double] = [:]
    for (row, values) in zip(labels, rows) {
      for (column, value) in zip(labels, values) { pairs["\(row) \(column)"] = value }
    }
    return pairs
  }
}
