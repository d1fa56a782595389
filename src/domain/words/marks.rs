//! Where phrases stand in a text, and one line of it around the first of them. Text comes out as
//! pieces, never as markup.

use std::ops::Range;

use serde::Serialize;

use super::{Phrase, words};
use crate::domain::fold::{fold, unfold};

/// Characters before the first marked word: the column of a list shows some forty at its usual width.
const BEFORE: usize = 18;

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    pub text: String,
    /// True for what was looked for.
    pub marked: bool,
}

/// Cuts one line of at most `most` characters out of a text, around the first place where one of
/// some phrases stands. None if none does.
#[must_use]
pub fn excerpt(text: &str, phrases: &[&Phrase], most: usize) -> Option<Vec<Piece>> {
    let folded = fold(text);
    let first = places(&folded, phrases)
        .into_iter()
        .min_by_key(|at| at.start)?;
    let first = unfold(text, &first);
    let start = start_of(text, first.start);
    let mut line = String::new();
    for word in text.get(start..)?.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > most.saturating_mul(4) {
            break;
        }
    }
    let cut = line.char_indices().nth(most).map(|(at, _)| at);
    if let Some(at) = cut {
        line.truncate(at);
        line.push('…');
    }
    if start > 0 {
        line.insert(0, '…');
    }
    Some(pieces(&line, phrases))
}

/// A place at a beginning of a word, some characters before another place.
fn start_of(text: &str, place: usize) -> usize {
    let before = text.get(..place).unwrap_or_default();
    let Some((back, _)) = before.char_indices().rev().nth(BEFORE) else {
        return 0;
    };
    let rest = before.get(back..).unwrap_or_default();
    let gap = rest.find(char::is_whitespace).map_or(0, |gap| gap + 1);
    // The gap may be of several bytes.
    (back + gap..=place)
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(place)
}

/// A line as pieces, with every phrase marked.
#[must_use]
pub fn pieces(line: &str, phrases: &[&Phrase]) -> Vec<Piece> {
    let folded = fold(line);
    let mut marks: Vec<Range<usize>> = places(&folded, phrases)
        .iter()
        .map(|at| unfold(line, at))
        .collect();
    marks.sort_unstable_by_key(|mark| mark.start);
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut push = |range: Range<usize>, marked| {
        let text = line.get(range).unwrap_or_default().to_owned();
        if !text.is_empty() {
            pieces.push(Piece { text, marked });
        }
    };
    for mark in marks {
        if mark.start < at {
            continue;
        }
        push(at..mark.start, false);
        at = mark.end;
        push(mark, true);
    }
    push(at..line.len(), false);
    pieces
}

/// Where the phrases stand in a folded text. Of a word that goes on, the whole.
fn places(folded: &str, phrases: &[&Phrase]) -> Vec<Range<usize>> {
    let cut: Vec<Range<usize>> = words(folded).collect();
    let mut places = Vec::new();
    for start in 0..cut.len() {
        let rest = cut.get(start..).unwrap_or_default();
        for phrase in phrases {
            let here = rest.get(..phrase.words().len()).unwrap_or_default();
            if stands_here(folded, here, phrase)
                && let (Some(first), Some(last)) = (here.first(), here.last())
            {
                places.push(first.start..last.end);
            }
        }
    }
    places
}

fn stands_here(folded: &str, here: &[Range<usize>], phrase: &Phrase) -> bool {
    let Some((last, whole)) = phrase.words().split_last() else {
        return false;
    };
    let word = |at: Option<&Range<usize>>| at.and_then(|at| folded.get(at.clone()));
    let mut whole = whole.iter().enumerate();
    whole.all(|(index, wanted)| word(here.get(index)) == Some(wanted))
        && word(here.get(phrase.words().len() - 1)).is_some_and(|word| word.starts_with(last))
}

#[cfg(test)]
mod tests {
    use super::{Phrase, excerpt};

    /// Marked pieces in brackets.
    fn check(text: &str, typed: &[&str], want: Option<&str>) {
        let phrases: Vec<Phrase> = typed.iter().filter_map(|it| Phrase::read(it)).collect();
        let phrases: Vec<&Phrase> = phrases.iter().collect();
        let line = excerpt(text, &phrases, 60).map(|pieces| {
            let pieces = pieces.into_iter().map(|piece| match piece.marked {
                true => format!("[{}]", piece.text),
                false => piece.text,
            });
            pieces.collect::<String>()
        });
        assert_eq!(line.as_deref(), want, "{typed:?}");
    }

    #[test]
    fn what_was_looked_for_is_marked_in_its_own_letters() {
        check("The printer", &["scanner"], None);
        check("L’Écran noir", &["ecran"], Some("L’[Écran] noir"));
        check(
            "a\n b\t printers are",
            &["print", "b"],
            Some("a [b] [printers] are"),
        );
        check(
            "blank pages, pages",
            &["blank pag"],
            Some("[blank pages], pages"),
        );
        check(
            "ines@cust.example wrote",
            &["ines@cust.example"],
            Some("[ines@cust.example] wrote"),
        );
        check("<b>bold</b>", &["b"], Some("<[b]>[bold]</[b]>"));
        check("ﬁle and ﬁles", &["file"], Some("[ﬁle] and [ﬁles]"));
    }

    #[test]
    fn a_line_is_cut_around_the_first_mark() {
        let long = format!("{} needle {}", "word ".repeat(50), "tail ".repeat(50));
        let want = "…word word word [needle] tail tail tail tail tail tail tail tai…";
        check(&long, &["needle"], Some(want));
        check(
            &"é".repeat(200),
            &["éé"],
            Some(&format!("[{}]…", "é".repeat(60))),
        );
    }
}
