//! The way of a message through DATA: dots stuffed, ended by its lone dot. Changes nothing else.

#[cfg(test)]
mod tests;

/// One write; RFC 5321 4.5.3.2.5 bounds the time of each.
const BLOCK: usize = 32 * 1024;

/// True if the message has a CR or LF that is not part of a CRLF, or a NUL.
///
/// RFC 5321 2.3.8: a client must not send them; a lenient server would find an end of data there.
#[must_use]
pub fn has_bare_line_end(raw: &[u8]) -> bool {
    let mut before = 0;
    for &byte in raw {
        if byte == 0 || (byte == b'\n') != (before == b'\r') {
            return true;
        }
        before = byte;
    }
    before == b'\r'
}

/// Writes the message as DATA wants it, block by block.
///
/// RFC 5321 4.5.2: a line that begins with a dot gets another one. A message that does not end
/// with CRLF gets one, as the end of data is CRLF.CRLF (4.1.1.4).
pub struct Dotted<'a> {
    rest: Option<&'a [u8]>,
    line_start: bool,
}

impl<'a> Dotted<'a> {
    /// Starts at the first byte of the message.
    #[must_use]
    pub fn new(raw: &'a [u8]) -> Self {
        Self {
            rest: Some(raw),
            line_start: true,
        }
    }
}

impl Iterator for Dotted<'_> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let rest = self.rest?;
        let (block, left) = rest.split_at(rest.len().min(BLOCK));
        let mut out = Vec::with_capacity(block.len() + block.len() / 16 + 8);
        for &byte in block {
            if self.line_start && byte == b'.' {
                out.push(b'.');
            }
            out.push(byte);
            self.line_start = byte == b'\n';
        }
        if left.is_empty() {
            if !self.line_start {
                out.extend_from_slice(b"\r\n");
            }
            out.extend_from_slice(b".\r\n");
            self.rest = None;
        } else {
            self.rest = Some(left);
        }
        Some(out)
    }
}
