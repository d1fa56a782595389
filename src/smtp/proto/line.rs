//! Cuts the client's bytes into command lines. Never holds more than one line of 4,096 octets.

/// RFC 5321 4.5.3.1.4 asks for 512 octets, RFC 6531 3.4 for more; CR LF is counted.
pub(super) const COMMAND_OCTETS: usize = 4_096;

/// A client that sends this much without a line feed is no SMTP client.
pub(super) const ENDLESS_OCTETS: usize = 65_536;

/// First octet of a TLS record with a handshake (RFC 8446 5.1): TLS spoken to a port in clear.
const TLS_HANDSHAKE: u8 = 0x16;

/// What a line turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Without its CR LF.
    Whole(Vec<u8>),
    /// Ended by a bare LF, or with a control character in it (RFC 5321 2.3.8 and 4.1.2).
    Bad,
    /// Longer than [`COMMAND_OCTETS`]; read to its end and forgotten.
    TooLong,
    /// Not ended after [`ENDLESS_OCTETS`].
    Endless,
    /// Begins like a TLS handshake.
    Tls,
}

#[derive(Debug, Default)]
pub(super) struct LineReader {
    held: Vec<u8>,
    /// Octets of the current line so far, those that were not held included.
    seen: usize,
}

impl LineReader {
    /// Takes bytes up to the end of a line; says how many, and the line if it ended.
    ///
    /// Takes at least one byte of what is not empty.
    pub(super) fn take(&mut self, input: &[u8]) -> (usize, Option<Line>) {
        if self.seen == 0 && input.first() == Some(&TLS_HANDSHAKE) {
            return (1, Some(Line::Tls));
        }
        let allowed = ENDLESS_OCTETS - self.seen;
        let window = input.get(..allowed).unwrap_or(input);
        let Some(end) = window.iter().position(|byte| *byte == b'\n') else {
            self.hold(window);
            if self.seen >= ENDLESS_OCTETS {
                self.start_over();
                return (window.len(), Some(Line::Endless));
            }
            return (window.len(), None);
        };
        let (taken, _) = window.split_at(end + 1);
        self.hold(taken);
        (taken.len(), Some(self.finish()))
    }

    /// Forgets a line that was begun.
    pub(super) fn start_over(&mut self) {
        self.held.clear();
        self.seen = 0;
    }

    fn hold(&mut self, bytes: &[u8]) {
        self.seen += bytes.len();
        if self.seen <= COMMAND_OCTETS {
            self.held.extend_from_slice(bytes);
        } else {
            self.held = Vec::new();
        }
    }

    fn finish(&mut self) -> Line {
        let seen = std::mem::take(&mut self.seen);
        let mut line = std::mem::take(&mut self.held);
        if seen > COMMAND_OCTETS {
            return Line::TooLong;
        }
        // RFC 5321 2.3.8: CR and LF only together, and only as the end of a line.
        if !line.ends_with(b"\r\n") {
            return Line::Bad;
        }
        line.truncate(line.len() - 2);
        let control = |byte: &u8| byte.is_ascii_control() && *byte != b'\t';
        if line.iter().any(control) {
            return Line::Bad;
        }
        Line::Whole(line)
    }
}
