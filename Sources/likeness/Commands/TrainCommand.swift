import FoundationEssentials
import Glibc
import Laboratory
import Training

extension Command {
  static let train = Command(
    name: "train",
    usages: ["train --data DIR --out FILE.safetensors", "train --head --name NAME"],
    summary: "train a network on folders of faces",
    details: [
      "DIR holds a folder for each person with photos of that person's face in it, cut out alike.",
      "The last --holdout people by name are not trained on: equal error rate, TAR at FAR 1e-2 and",
      "how well photos find each other are measured on them. FILE is the trained network, which",
      "`likeness models add` makes a model; it is saved every minute and at the end, and --resume goes",
      "on from it as if never stopped. Ctrl-C saves and stops. Without --epochs and --minutes it trains",
      "for five minutes.",
      "LOSS is triplet, soft-triplet, contrastive (Siamese), pairwise-hinge (dlib), softmax, center",
      "(softmax and center loss), a-softmax (SphereFace), arcface, deepid2, or siamese (DeepFace's",
      "weighted L1).",
      "--margin is the loss's own number: a distance, arcface's angle, how often a-softmax counts the",
      "angle, or the weight of center's centers. --schedule steps divides the rate by ten at half and",
      "at three quarters of --epochs, cosine lets it fall to 0 at their end, and plateau divides it by",
      "ten when the loss has not fallen for ten epochs. Photos are mirrored, turned, moved, sized, and",
      "changed in contrast and brightness (--augment usual); turned, moved and sized half as much",
      "(light); or blurred and compressed besides (strong).",
      "With --head a head is trained on the gallery's embeddings instead, half of the people held out",
      "unless --holdout says otherwise: a projection that parts people",
      "(VGGFace's second stage) or weights of a chi-square distance (DeepFace), which --name makes a",
      "model, or Joint Bayesian on principal components (DeepID2), which only scores pairs: no map of",
      "single faces to embeddings gives its score as a distance, so it is measured and nothing else.",
    ],
    options: [
      .data, .out, .network, .loss, .miner, .peopleOfBatch, .photosOfPerson, .margin, .smoothing,
      .optimizer, .rate, .weightDecay, .clip, .schedule, .warmUp, .average, .dimensions, .negatives,
      .augment, .epochs, .minutes, .holdout, .seed, .resume, .head, .headKind, .headName,
      .photosCrop,
    ],
    examples: [
      "likeness train --data ~/Photos/people --holdout 10 --minutes 10 --out mine.safetensors",
      "likeness train --data faces --epochs 300 --schedule cosine --ema 0.99 --out mine.safetensors",
      "likeness train --head --name mine --model facenet-vggface2",
      "likeness train --data faces --miner hardest --epochs 20 --out hard.safetensors --json",
    ],
    arguments: 0...0,
    run: { invocation throws(ProgramError) in
      let stop = StopWish()
      let interrupts = Interrupts()
      interrupts.onSignal { stop.stop() }
      let options = invocation.options
      if let stray = options.training.unsuitableForLoss {
        let loss = (options.training.loss ?? .triplet).rawValue
        throw .usage(.unsuitableOption(stray, command: "train --loss \(loss)"))
      }
      try options.training.isOfHead ? trainHead(options, stop) : trainNetwork(options, stop)
      return interrupts.status ?? .done
    })

  private static func trainHead(_ options: Options, _ stop: StopWish) throws(ProgramError) {
    let kind = options.training.head ?? .projection
    let stray =
      options.training.unsuitableForHead ?? options.crop.map { _ in "--crop" }
      ?? (kind == .jointBayesian ? options.photos.map { _ in "--photos" } : nil)
    if let stray {
      throw .usage(.unsuitableOption(stray, command: "train --head --kind \(kind.rawValue)"))
    }
    try HeadRun(try Session(options), stop: stop).train()
  }

  private static func trainNetwork(_ options: Options, _ stop: StopWish) throws(ProgramError) {
    if let stray = options.training.unsuitableForNetwork ?? options.name.map({ _ in "--name" }) {
      throw .usage(.unsuitableOption(stray, command: "train --data"))
    }
    guard let file = options.training.file else {
      throw .usage(.missingOption("--out FILE.safetensors", command: "train"))
    }
    guard let data = options.training.data else {
      throw .usage(.missingOption("--data DIR", command: "train"))
    }
    guard let run = try TrainingRun(options, data: data, file: file, stop: stop) else {
      return TrainingRun.noteThatNothingIsWritten(to: file)
    }
    try run.train()
  }
}
