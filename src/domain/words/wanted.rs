//! Words that a name has to hold the beginnings of. What completes and what filters a list ask alike.

use crate::domain::fold::fold;

use super::words;

/// Words of one search that count.
const WORDS: usize = 16;

/// The words that somebody typed, each of which has to begin a word of a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted(Vec<String>);

impl Wanted {
    /// Folds and cuts what was typed. Nothing in it asks for nothing.
    #[must_use]
    pub fn read(typed: &str) -> Self {
        let folded = fold(typed);
        let cut = words(&folded).take(WORDS).filter_map(|at| folded.get(at));
        Self(cut.map(str::to_owned).collect())
    }

    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.0
    }

    /// True if each word begins one of a name.
    #[must_use]
    pub fn fits(&self, name: &str) -> bool {
        self.fits_folded(&fold(name))
    }

    /// The same of a name that is folded already.
    #[must_use]
    pub fn fits_folded(&self, name: &str) -> bool {
        let words: Vec<&str> = words(name).filter_map(|at| name.get(at)).collect();
        let begins = |wanted: &String| words.iter().any(|word| word.starts_with(wanted.as_str()));
        self.0.iter().all(begins)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_begins_a_word_whatever_its_accents_and_place() {
        let wanted = Wanted::read("Fi zo");
        assert_eq!(wanted.words(), ["fi", "zo"]);
        assert!(wanted.fits("Zoé & Fils"));
        assert!(!wanted.fits("Zoé & Cie"));
        assert!(!Wanted::read("oe").fits("Zoé"), "no middle of a word");
        assert!(Wanted::read(" & ").fits("anything"));
        assert!(Wanted::read("acme.ex").fits("www.acme.example"));
    }
}
