//! Words without their endings, so that one form of a word finds the others. English and French, the
//! languages of the product; a text that shows neither is taken for
//! one in the language of the desk.

use std::{cell::RefCell, cmp::Ordering};

use tantivy::tokenizer::{Language, Stemmer, TextAnalyzer, TokenStream};

use crate::domain::{user::Language as Spoken, words::words};

use super::index::Cutter;

/// In the order of the fields.
const LANGUAGES: [Spoken; 2] = [Spoken::En, Spoken::Fr];
/// Words that are looked at to tell the language of a text.
const LOOKED_AT: usize = 200;
/// Small words that the one language has and the other has not, folded.
const ENGLISH: &[&str] = &[
    "the", "and", "is", "to", "of", "you", "we", "it", "for", "with", "this", "that", "not", "my",
    "are", "have", "was", "can", "please", "hello",
];
const FRENCH: &[&str] = &[
    "le", "la", "les", "des", "et", "est", "une", "un", "du", "je", "vous", "nous", "pour", "dans",
    "que", "qui", "pas", "ne", "avec", "bonjour", "merci", "au", "sur", "ce",
];

thread_local! {
    static ANALYZERS: RefCell<[TextAnalyzer; 2]> = RefCell::new(
        [Language::English, Language::French].map(|language| {
            TextAnalyzer::builder(Cutter::default()).filter(Stemmer::new(language)).build()
        }),
    );
}

/// Which of the two a text is in; `usual` if it does not show.
fn language_of(folded: &str, usual: Spoken) -> Spoken {
    let (mut english, mut french) = (0, 0);
    for at in words(folded).take(LOOKED_AT) {
        let word = folded.get(at).unwrap_or_default();
        english += usize::from(ENGLISH.contains(&word));
        french += usize::from(FRENCH.contains(&word));
    }
    match english.cmp(&french) {
        Ordering::Greater => Spoken::En,
        Ordering::Less => Spoken::Fr,
        Ordering::Equal => usual,
    }
}

/// The stems of some texts, a list for each language.
#[derive(Default)]
pub(super) struct Stems([String; 2]);

impl Stems {
    /// Adds the stems of a folded text in its language.
    pub fn add(&mut self, folded: &str, usual: Spoken) {
        let language = language_of(folded, usual);
        ANALYZERS.with_borrow_mut(|analyzers| {
            let analyzers = analyzers.iter_mut().zip(&mut self.0).zip(LANGUAGES);
            for ((analyzer, out), _) in analyzers.filter(|(_, of)| *of == language) {
                let mut stems = analyzer.token_stream(folded);
                while stems.advance() {
                    out.push_str(&stems.token().text);
                    out.push(' ');
                }
            }
        });
    }

    /// As they go into the fields of the languages.
    pub fn of_languages(self) -> [String; 2] {
        self.0
    }
}

/// The stem of one folded word, in each language.
pub(super) fn stems_of(word: &str) -> [String; 2] {
    let mut stems = Stems::default();
    ANALYZERS.with_borrow_mut(|analyzers| {
        for (analyzer, out) in analyzers.iter_mut().zip(&mut stems.0) {
            let mut tokens = analyzer.token_stream(word);
            if tokens.advance() {
                out.push_str(&tokens.token().text);
            }
        }
    });
    stems.0
}

#[cfg(test)]
mod tests {
    use super::{Stems, stems_of};

    #[test]
    fn forms_of_a_word_have_a_stem_in_common_in_their_language() {
        for (language, text, word) in [
            (0, "the printers are blocked", "printer"),
            (0, "the printers are blocked", "blocking"),
            (1, "les imprimantes ne marchent pas", "imprimante"),
            (1, "les factures payees sont dans le dossier", "facture"),
        ] {
            let mut stems = Stems::default();
            // Of the other language, unless the text shows its own.
            stems.add(text, super::LANGUAGES[1 - language]);
            let (wanted, stems) = (stems_of(word), stems.of_languages());
            let mut has = stems[language].split(' ');
            assert!(
                has.any(|stem| stem == wanted[language]),
                "{word}: {stems:?}"
            );
            assert_eq!(stems[1 - language], "", "{text}");
        }
    }
}
