import Glibc
import Synchronization

/// Messages from any thread to the one that runs the loop; posting wakes it.
public final class Mailbox<Message: Sendable>: Sendable {
  /// Readable while messages wait.
  public let descriptor: Int32
  private let writeEnd: Int32
  private let pending = Mutex<[Message]>([])

  /// - Throws: ``ScreenError`` when the process has no descriptors left.
  public init() throws(ScreenError) {
    (descriptor, writeEnd) = try wakePipe()
  }

  deinit {
    close(descriptor)
    close(writeEnd)
  }

  /// Appends a message. One byte is written for a mailbox that was empty, however many follow.
  public func post(_ message: Message) {
    pending.withLock { messages in
      if messages.isEmpty { wake() }
      messages.append(message)
    }
  }

  /// Appends a message in place of the last one when `replaces` says so: progress, of which only
  /// the newest counts.
  public func post(_ message: Message, replacing replaces: (Message) -> Bool) {
    pending.withLock { messages in
      if messages.isEmpty { wake() }
      if let last = messages.last, replaces(last) { messages.removeLast() }
      messages.append(message)
    }
  }

  /// All messages since the last time, in order.
  public func drain() -> [Message] {
    pending.withLock { messages in
      guard !messages.isEmpty else { return [] }
      var bytes: (UInt64, UInt64) = (0, 0)
      while read(descriptor, &bytes, MemoryLayout.size(ofValue: bytes)) > 0 {}
      defer { messages.removeAll() }
      return messages
    }
  }

  private func wake() {
    var byte: UInt8 = 1
    _ = write(writeEnd, &byte, 1)
  }
}
