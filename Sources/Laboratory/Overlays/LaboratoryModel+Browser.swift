extension LaboratoryModel {
  /// Opens the file browser where it was left, at first in the working folder.
  mutating func openBrowser() -> [Effect] {
    overlay = .browser(Browser(path: browserFolder))
    return [.listDirectory(browserFolder)]
  }

  /// A folder was read; it counts when it is still the one that is waited for.
  mutating func show(_ listing: DirectoryListing) {
    guard case .browser(var browser) = overlay, browser.isLoading,
      listing.path == PathName.absolute(browser.listing.path)
    else { return }
    browser.show(listing)
    browserFolder = listing.path
    overlay = .browser(browser)
  }

  mutating func show(_ preview: PhotoPreview, of path: String) {
    guard case .browser(var browser) = overlay, browser.entry?.path == path else { return }
    browser.preview = preview
    overlay = .browser(browser)
  }

  mutating func perform(_ action: Action?, in browser: Browser) -> [Effect] {
    var browser = browser
    switch action {
    case .browserOpen:
      return open(browser)
    case .browserParent:
      return openParent(of: browser)
    case .browserEnroll:
      return browser.entry.map { enroll($0) } ?? []
    case .up: browser.move(by: -1)
    case .down: browser.move(by: 1)
    case .pageUp: browser.move(by: -(rows - 8))
    case .pageDown: browser.move(by: rows - 8)
    case .first: browser.move(by: -browser.listing.entries.count)
    case .last: browser.move(by: browser.listing.entries.count)
    default: break
    }
    overlay = .browser(browser)
    return []
  }

  private mutating func open(_ browser: Browser) -> [Effect] {
    guard let entry = browser.entry else { return [] }
    if !entry.isFolder { return enroll(entry) }
    overlay = .browser(Browser(path: entry.path))
    return [.listDirectory(entry.path)]
  }

  private mutating func enroll(_ entry: DirectoryListing.Entry) -> [Effect] {
    guard mayBeginWork() else { return [] }
    overlay = nil
    return scan(entry.path)
  }

  private mutating func openParent(of browser: Browser) -> [Effect] {
    let parent = PathName.parent(browser.listing.path)
    var next = Browser(path: parent)
    next.cameFrom = browser.listing.path
    overlay = .browser(next)
    return [.listDirectory(parent)]
  }
}
