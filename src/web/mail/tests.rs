//! Mails in both languages: what they say, and what hostile names cannot make of them.

use super::*;
use crate::domain::user::Language;

const SECRET: &str = "AAAAAAAAAAAAAAAAAAAAAA";

fn write(letter: &Letter<'_>) -> Written {
    let templates = MailTemplates::load(&Site::configured("https://desk.example/")).unwrap();
    templates.write(letter).unwrap()
}

fn letter(purpose: LinkPurpose, language: Language) -> Letter<'static> {
    Letter {
        purpose,
        language,
        name: "Inès Caron",
        organization: "Lumen & Fils",
        by: Some("Ada Byron"),
        secret: SECRET,
    }
}

#[test]
fn every_mail_holds_its_link_in_both_languages() {
    for (purpose, link) in [
        (LinkPurpose::Invite, "https://desk.example/invite/"),
        (LinkPurpose::Reset, "https://desk.example/reset/"),
    ] {
        for (language, hello) in [(Language::En, "Hello Inès"), (Language::Fr, "Bonjour Inès")] {
            for by in [Some("Ada Byron"), None] {
                let written = write(&Letter {
                    by,
                    ..letter(purpose, language)
                });
                let link = format!("{link}{SECRET}");
                assert!(written.subject.contains("Lumen & Fils"), "{written:?}");
                assert_eq!(written.subject.lines().count(), 1, "{written:?}");
                assert!(written.text.starts_with(hello), "{written:?}");
                let alone = written.text.lines().filter(|line| **line == link).count();
                assert_eq!(
                    alone, 1,
                    "the link stands on a line of its own: {written:?}"
                );
                assert!(
                    !written.text.contains(['<', '&'].as_slice())
                        || by.is_none()
                        || written.text.contains("Lumen & Fils")
                );
                assert_eq!(written.html.matches(&format!("href=\"{link}\"")).count(), 1);
                assert_eq!(by.is_some(), written.text.contains("Ada Byron"));
                assert!(written.html.contains("Lumen &amp; Fils"), "{written:?}");
            }
        }
    }
}

#[test]
fn no_name_becomes_html() {
    let evil = "<script>alert(1)</script>\"><a href='https://evil.example'>";
    let written = write(&Letter {
        name: evil,
        organization: evil,
        by: Some(evil),
        ..letter(LinkPurpose::Invite, Language::En)
    });
    for bad in ["<script", "<a href='", "\"><a"] {
        assert!(!written.html.contains(bad), "{}", written.html);
    }
    assert_eq!(written.html.matches("<a ").count(), 1);
}
