//! Splits a mail's text into what is new and what is folded: quotes and signatures.
//!
//! Nothing is lost: every line that is not blank ends in one of the two, in its order. When in
//! doubt a line stays new, because a reader who misses a sentence is worse off than one who
//! sees a quote. Linear in the text; a wrapped "On … wrote:" is looked for in a few lines only.

mod attribution;
mod date;
mod headers;
mod line;
mod signature;
#[cfg(test)]
mod tests;

use line::Kind;

/// A text in two halves, lines ended by LF.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// What the sender wrote now; inline answers keep the quote between them.
    pub new: String,
    /// What is folded: quoted mail, its introduction, signatures; may be empty.
    pub quoted: String,
}

/// Splits plain text; if nothing would be new, all is new.
#[must_use]
pub fn split(text: &str) -> Split {
    let lines = line::lines(text);
    let mut folding = Folding::new(&lines);
    folding.cut_below();
    folding.cut_signature();
    folding.trim_end();
    folding.fold_answered_quote();
    folding.finish()
}

/// Quotes a text for our own reply: the introduction, then every line behind `> `.
///
/// Line ends of any kind count; the result ends without one. A quote in a quote gets `>>`
/// (RFC 3676 4.5).
#[must_use]
pub fn quote(text: &str, intro: &str) -> String {
    let mut quoted = String::with_capacity(intro.len() + text.len() + text.len() / 16);
    quoted.push_str(intro.trim_end());
    for line in line::texts(text.trim_end()) {
        if !quoted.is_empty() {
            quoted.push('\n');
        }
        quoted.push('>');
        if !line.is_empty() && !line.starts_with('>') {
            quoted.push(' ');
        }
        quoted.push_str(line);
    }
    quoted
}

/// Lines, a mark on each that is folded, and the end of what may still be new.
struct Folding<'a> {
    lines: &'a [line::Line<'a>],
    folded: Vec<bool>,
    /// First line of the tail that is folded as a whole.
    end: usize,
    /// The "On … wrote:" above quotes that are still in the body, with the quote's end.
    answered: Vec<Answered>,
}

/// An introduction and the `>` lines below it.
struct Answered {
    start: usize,
    quote: usize,
    end: usize,
}

impl<'a> Folding<'a> {
    fn new(lines: &'a [line::Line<'a>]) -> Self {
        Self {
            lines,
            folded: vec![false; lines.len()],
            end: lines.len(),
            answered: Vec::new(),
        }
    }

    // From the top to the first line below which all is another mail.
    fn cut_below(&mut self) {
        let mut at = 0;
        let mut written = false;
        while let Some(line) = self.lines.get(at) {
            if let Some(stop) = self.opening(at, line) {
                let quote = self.first_not_blank(stop.end);
                if stop.is_attribution && self.kind(quote) == Some(Kind::Quote) {
                    let end = self.quote_end(quote);
                    self.answered.push(Answered {
                        start: at,
                        quote,
                        end,
                    });
                    at = end;
                    continue;
                }
                if written {
                    self.end = at;
                    return;
                }
                // Nothing stands above: a forward, or an answer below. Only the opening goes.
                self.fold(at, stop.end);
                at = stop.end;
                continue;
            }
            written |= line.kind == Kind::Text;
            at += 1;
        }
    }

    fn opening(&self, at: usize, line: &line::Line) -> Option<Opening> {
        let marker = |end| Opening {
            end,
            is_attribution: false,
        };
        match line.kind {
            Kind::Own => Some(marker(at + 1)),
            Kind::Original => {
                let below = self.first_not_blank(at + 1);
                Some(marker(headers::block(self.lines, below).unwrap_or(at + 1)))
            }
            Kind::Text | Kind::Delimiter => {
                headers::block(self.lines, at).map(marker).or_else(|| {
                    attribution::ends(self.lines, at).map(|end| Opening {
                        end,
                        is_attribution: true,
                    })
                })
            }
            Kind::Blank | Kind::Quote | Kind::Separator | Kind::Code => None,
        }
    }

    // The quote goes on over blank lines as long as another quoted line follows.
    fn quote_end(&self, start: usize) -> usize {
        let mut end = start;
        for (at, line) in self.lines.iter().enumerate().skip(start) {
            match line.kind {
                Kind::Quote => end = at + 1,
                Kind::Blank => {}
                _ => break,
            }
        }
        end
    }

    // RFC 3676 4.3: the signature is below `-- `, here only if something stands above it.
    fn cut_signature(&mut self) {
        let mut written = false;
        for at in 0..self.end {
            match self.kind(at) {
                Some(Kind::Separator) if written && signature::below(self.lines, at, self.end) => {
                    self.end = at;
                    break;
                }
                Some(Kind::Text) if !self.is_folded(at) => written = true,
                _ => {}
            }
        }
        if let Some(at) = signature::card(self.lines, self.end) {
            self.end = at;
        }
    }

    // From the bottom: blank lines, rulers, "Sent from my …", quotes with their introduction.
    fn trim_end(&mut self) {
        while let Some(last) = self.end.checked_sub(1) {
            if let Some(answered) = self.answered.last()
                && answered.end == self.end
            {
                self.end = answered.start;
                self.answered.pop();
                continue;
            }
            // A cut may have gone through the quote: what is left of it is an ordinary quote.
            self.answered.retain(|answered| answered.end <= last + 1);
            let Some(line) = self.lines.get(last) else {
                break;
            };
            let goes = match line.kind {
                Kind::Blank | Kind::Delimiter | Kind::Separator | Kind::Quote => true,
                Kind::Text => self.is_folded(last) || signature::is_device(line.text),
                Kind::Own | Kind::Original | Kind::Code => self.is_folded(last),
            };
            if !goes {
                break;
            }
            self.end = last;
        }
    }

    // An answer below the one quote: the quote is folded. Between quotes: only introductions go.
    fn fold_answered_quote(&mut self) {
        let first = self.answered.first();
        let on_top = first.is_some_and(|quote| {
            let above = self.lines.iter().take(quote.start);
            above
                .enumerate()
                .all(|(at, line)| line.kind == Kind::Blank || self.is_folded(at))
        });
        let below = first.map_or(0, |quote| quote.end);
        let more = (below..self.end).any(|at| self.kind(at) == Some(Kind::Quote));
        let alone = on_top && !more && self.answered.len() == 1;
        for quote in std::mem::take(&mut self.answered) {
            self.fold(quote.start, if alone { quote.end } else { quote.quote });
        }
    }

    fn finish(self) -> Split {
        let is_new = |at: usize| at < self.end && !self.is_folded(at);
        let new = self.join(&is_new);
        if new.is_empty() {
            return Split {
                new: self.join(&|_| true),
                quoted: String::new(),
            };
        }
        Split {
            new,
            quoted: self.join(&|at| !is_new(at)),
        }
    }

    // Without blank lines at either end; blank lines between stay with the line above them.
    fn join(&self, wanted: &dyn Fn(usize) -> bool) -> String {
        let mut joined = String::new();
        let mut blanks = 0;
        for (at, line) in self.lines.iter().enumerate() {
            if !wanted(at) {
                continue;
            }
            if line.kind == Kind::Blank {
                blanks += 1;
                continue;
            }
            if !joined.is_empty() {
                (0..=blanks).for_each(|_| joined.push('\n'));
            }
            blanks = 0;
            joined.push_str(line.text);
        }
        joined
    }

    fn fold(&mut self, start: usize, end: usize) {
        if let Some(range) = self.folded.get_mut(start..end) {
            range.fill(true);
        }
    }

    fn is_folded(&self, at: usize) -> bool {
        self.folded.get(at).copied().unwrap_or(false)
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.lines.get(at).map(|line| line.kind)
    }

    fn first_not_blank(&self, from: usize) -> usize {
        let blanks = self.lines.iter().skip(from);
        from + blanks.take_while(|line| line.kind == Kind::Blank).count()
    }
}

/// Where another mail begins: the lines that say so end before `end`.
struct Opening {
    end: usize,
    is_attribution: bool,
}
