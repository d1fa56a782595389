//! The text of a mail, from 354 to the final dot. Never ends at anything but CR LF . CR LF.
//!
//! Fed any split of the bytes it comes to the same result. It holds at most the allowed size;
//! beyond that it reads on without storing, so that the session stays usable.

/// RFC 5321 4.5.3.1.6 asks for 1,000 octets; real mails carry longer lines, endless ones do not.
pub const TEXT_LINE_OCTETS: usize = 65_536;

/// Memory that a mail begins with; most are smaller than 16 KiB.
const FIRST_OCTETS: usize = 16_384;

/// What the text of a mail turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// Without stuffed dots and without the final dot, otherwise exactly the bytes that came.
    Whole(Vec<u8>),
    /// Bigger than allowed, or given up with [`Framer::discard`]; nothing was kept.
    Discarded,
    /// Holds what another server could take for the end (RFC 5321 4.1.1.4).
    LoneDot,
}

/// How a slice ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Framed {
    /// All of it was used and the end has not come.
    More,
    /// The final dot came; what follows in the slice is the next command.
    End(Text),
    /// A line is longer than [`TEXT_LINE_OCTETS`]: the client cannot be followed any further.
    EndlessLine,
}

/// Where the reader stands. Only a true CR LF leads to `LineStart`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Behind CR LF, or at the very beginning (RFC 5321 4.5.2: the first line counts too).
    LineStart,
    /// Behind a dot at `LineStart`; it is either stuffed or the end, so not stored.
    Dot,
    /// Behind that dot and a CR.
    DotCr,
    /// Behind a CR.
    Cr,
    Text,
}

#[derive(Debug)]
pub struct Framer {
    place: Place,
    /// The octet before, as it came; LF at the very beginning.
    before: u8,
    /// True while the octet before is a dot that stands behind a separator.
    dot_alone: bool,
    lone_dot: bool,
    discarding: bool,
    line_octets: usize,
    size: u64,
    limit: u64,
    kept: Vec<u8>,
}

impl Framer {
    /// Makes a reader for one mail of at most `limit` octets.
    #[must_use]
    pub fn new(limit: u64) -> Self {
        Self {
            place: Place::LineStart,
            before: b'\n',
            dot_alone: false,
            lone_dot: false,
            discarding: false,
            line_octets: 0,
            size: 0,
            limit,
            kept: Vec::new(),
        }
    }

    /// Octets of the mail so far, counted as RFC 1870 5 does: without stuffing and final dot.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Octets that are held in memory.
    #[must_use]
    pub fn held(&self) -> usize {
        self.kept.len()
    }

    /// Lets go of what is held and stores nothing from here on.
    pub fn discard(&mut self) {
        self.discarding = true;
        self.kept = Vec::new();
    }

    /// Hands over what is held, to be kept elsewhere; the rest follows with the next call or the end.
    pub fn hand_over(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.kept)
    }

    /// True once nothing is kept any more: too big, or let go of.
    #[must_use]
    pub fn is_discarding(&self) -> bool {
        self.discarding
    }

    /// Takes octets; says how many and whether the mail ended.
    pub fn take(&mut self, input: &[u8]) -> (usize, Framed) {
        let mut used = 0;
        while let Some(byte) = input.get(used).copied() {
            if self.place == Place::Text && !self.dot_alone && !is_separator(self.before) {
                // One octet beyond what is allowed shows an endless line; no more of it is taken.
                let allowed = (TEXT_LINE_OCTETS + 1).saturating_sub(self.line_octets);
                let ahead = input.get(used..).unwrap_or_default();
                let run = plain_run(ahead.get(..allowed).unwrap_or(ahead));
                if !run.is_empty() {
                    // A dot inside of a run stands behind a plain octet: it is never alone.
                    self.store(run);
                    self.before = b'x';
                    used += run.len();
                    if self.line_octets > TEXT_LINE_OCTETS {
                        return (used, Framed::EndlessLine);
                    }
                    continue;
                }
            }
            used += 1;
            if self.octet(byte) {
                return (used, Framed::End(self.finish()));
            }
            if self.line_octets > TEXT_LINE_OCTETS {
                return (used, Framed::EndlessLine);
            }
        }
        (used, Framed::More)
    }

    // True at the final dot.
    fn octet(&mut self, byte: u8) -> bool {
        // RFC 5321 4.1.1.4: only CR LF . CR LF is the end.
        if self.place == Place::DotCr && byte == b'\n' {
            return true;
        }
        // The dot and the CR of `Dot` and `DotCr` were not the end. The dot was stuffing (RFC
        // 5321 4.5.2) and is dropped; the CR is text.
        if self.place == Place::DotCr {
            self.lone_dot = true;
            self.store(b"\r");
        }
        // A dot alone between separators that are not both CR LF: a server that takes bare CR,
        // LF or NUL for the end of a line would end the mail here (RFC 5321 2.3.8).
        if self.dot_alone && is_separator(byte) && self.place != Place::Dot {
            self.lone_dot = true;
        }
        if self.place == Place::Dot && is_separator(byte) && byte != b'\r' {
            self.lone_dot = true;
        }
        self.dot_alone = byte == b'.' && is_separator(self.before);
        self.place = match (self.place, byte) {
            (Place::LineStart, b'.') => Place::Dot,
            (Place::Dot, b'\r') => Place::DotCr,
            (Place::Cr, b'\n') => Place::LineStart,
            (_, b'\r') => Place::Cr,
            _ => Place::Text,
        };
        self.before = byte;
        if !matches!(self.place, Place::Dot | Place::DotCr) {
            self.store(&[byte]);
        }
        if byte == b'\n' {
            self.line_octets = 0;
        }
        false
    }

    fn store(&mut self, bytes: &[u8]) {
        self.line_octets += bytes.len();
        self.size += bytes.len() as u64;
        if self.size > self.limit {
            self.discard();
        }
        if !self.discarding {
            self.make_room(bytes.len());
            self.kept.extend_from_slice(bytes);
        }
    }

    // Doubles, but never beyond the limit: a vector left alone would take up to twice of it.
    fn make_room(&mut self, more: usize) {
        let (held, capacity) = (self.kept.len(), self.kept.capacity());
        if held + more > capacity {
            let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
            let wanted = capacity.saturating_mul(2).max(FIRST_OCTETS).min(limit);
            self.kept.reserve_exact(wanted.max(held + more) - held);
        }
    }

    fn finish(&mut self) -> Text {
        let kept = std::mem::take(&mut self.kept);
        if self.lone_dot {
            Text::LoneDot
        } else if self.discarding {
            Text::Discarded
        } else {
            Text::Whole(kept)
        }
    }
}

// What some server somewhere takes for the end of a line.
fn is_separator(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n' | 0)
}

// The octets up to the next separator.
fn plain_run(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().position(|byte| is_separator(*byte));
    bytes.split_at(end.unwrap_or(bytes.len())).0
}

#[cfg(test)]
mod tests;
