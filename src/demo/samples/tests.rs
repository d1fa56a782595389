//! The sample texts are whole, varied and invented.

use std::collections::HashSet;

use super::Samples;
use crate::domain::{address::EmailAddress, user::Language};

#[test]
fn each_language_has_eighty_subjects_and_fitting_words() {
    let samples = Samples::read().unwrap();
    for language in [Language::En, Language::Fr] {
        let requests = samples.requests(language);
        let subjects: HashSet<&str> = requests.iter().map(|request| request.subject).collect();
        assert!(subjects.len() >= 80, "{} subjects", subjects.len());
        assert_eq!(subjects.len(), requests.len(), "each once");
        for request in requests {
            let talk = samples.talk(request.topic, language).unwrap();
            assert!(!talk.tag.is_empty() && !talk.group.is_empty());
            for kind in ["ask", "solve", "note", "more"] {
                assert!(!talk.lines(kind).is_empty(), "{} {kind}", request.topic);
            }
        }
        for kind in ["hello", "bye", "thanks", "follow", "reply", "who", "room"] {
            assert!(!samples.manners(kind, language).is_empty(), "{kind}");
        }
    }
}

#[test]
fn every_address_is_fictional() {
    let samples = Samples::read().unwrap();
    let people = samples.people.iter().map(|person| person.email);
    for email in people.chain(samples.customers.iter().map(|customer| customer.email)) {
        let address = EmailAddress::parse(email).unwrap();
        assert!(address.domain().ends_with(".example"), "{email}");
    }
}
