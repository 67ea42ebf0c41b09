import FoundationEssentials
import Glibc
import Laboratory
import Training

extension Command {
  static let train = Command(
    name: "train",
    usages: ["train --data DIR --out FILE.safetensors", "train --head --out FILE.safetensors"],
    summary: "train a network on folders of faces",
    details: [
      "DIR holds a folder for each person with photos of that person's face in it, cut out alike.",
      "The last --holdout people by name are not trained on: equal error rate, TAR at FAR 1e-2 and",
      "how well photos find each other are measured on them. FILE is the trained network; it is",
      "saved every minute and at the end, and --resume goes on from it as if never stopped. Ctrl-C",
      "saves and stops. Without --epochs and --minutes it trains for five minutes. --margin is the",
      "loss's own number: a distance, arcface's angle, how often a-softmax counts the angle, or the",
      "weight of center's centers. --schedule steps divides the rate by ten at half and at three",
      "quarters of --epochs, cosine lets it fall to 0 at their end, and plateau divides it by ten when",
      "the loss has not fallen for ten epochs. With --head the gallery's embeddings are projected so",
      "that people part (VGGFace's second stage); half of the people are held out unless --holdout",
      "says otherwise, and --epochs counts batches.",
    ],
    options: [
      .data, .out, .network, .loss, .miner, .peopleOfBatch, .photosOfPerson, .margin, .optimizer,
      .rate, .weightDecay, .clip, .schedule, .warmUp, .average, .dimensions, .negatives, .epochs,
      .minutes, .holdout, .seed, .resume, .head,
    ],
    examples: [
      "likeness train --data ~/Photos/people --holdout 10 --minutes 10 --out mine.safetensors",
      "likeness train --data faces --epochs 300 --schedule cosine --ema 0.99 --out mine.safetensors",
      "likeness train --data faces --miner hardest --epochs 20 --out hard.safetensors --json",
    ],
    arguments: 0...0,
    run: { invocation throws(ProgramError) in
      let options = invocation.options
      guard let file = options.training.file else {
        throw .usage(.missingOption("--out FILE.safetensors", command: "train"))
      }
      let stop = StopWish()
      if options.training.isOfHead {
        if let name = options.training.unsuitableForHead {
          throw .usage(.unsuitableOption(name, command: "train --head"))
        }
        let session = try Session(options)
        let interrupts = Interrupts()
        interrupts.onSignal { stop.stop() }
        try HeadRun(session, file: file, stop: stop).train()
        return interrupts.status ?? .done
      }
      guard let data = options.training.data else {
        throw .usage(.missingOption("--data DIR", command: "train"))
      }
      let interrupts = Interrupts()
      interrupts.onSignal { stop.stop() }
      try TrainingRun(options, data: data, file: file, stop: stop).train()
      return interrupts.status ?? .done
    })
}
