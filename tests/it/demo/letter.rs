//! Sample mails are whole mails: what the desk's parser reads is what was written.

use guichet::{
    demo::letter::{FILES, Form, Letter, report},
    domain::time::Timestamp,
    mail::inbound::{InboundMail, parse},
};

const AT: Timestamp = Timestamp(1_800_000_000_000_000);

fn check(form: Form, files: usize, read: fn(&InboundMail)) {
    let letter = Letter {
        from_name: "Élodie Petit".to_owned(),
        from: "contact@boulangerie-petit.example".to_owned(),
        to: "support@lumen.example".to_owned(),
        subject: "Impossible d’ouvrir la caisse ce matin, même après un redémarrage".to_owned(),
        date: AT,
        msg_id: "one@boulangerie-petit.example".to_owned(),
        references: vec!["zero@lumen.example".to_owned()],
        more_headers: Vec::new(),
        form,
        text: "Bonjour,\n\n1 < 2 & l’écran est noir.\n.\n\n-- \nÉlodie".to_owned(),
        files: FILES.into_iter().take(files).collect(),
    };
    let mail = parse(&letter.bytes());
    assert_eq!(mail.subject, letter.subject, "{form:?}");
    assert_eq!(
        mail.from.as_ref().map(|from| from.name.as_str()),
        Some("Élodie Petit")
    );
    assert!(
        mail.text.contains("1 < 2 & l’écran est noir."),
        "{form:?}: {}",
        mail.text
    );
    assert_eq!(mail.in_reply_to.len(), 1);
    read(&mail);
}

#[test]
fn every_form_is_read_back() {
    check(Form::Plain, 0, |mail| {
        assert!(!mail.has_html && mail.attachments.is_empty());
    });
    check(Form::Html, 2, |mail| {
        assert!(mail.has_html);
        assert_eq!(mail.attachments.len(), 2);
    });
    check(Form::Picture, 4, |mail| {
        let inline = mail.attachments.iter().filter(|file| file.inline).count();
        assert_eq!((inline, mail.attachments.len()), (1, 5));
    });
}

#[test]
fn a_report_says_who_and_why() {
    let mail = parse(&report(
        "s+bx@lumen.example",
        "a@b.example",
        "sent@lumen.example",
        AT,
    ));
    let report = mail.report.unwrap();
    assert_eq!(report.recipients[0].status.as_deref(), Some("5.2.2"));
    assert_eq!(report.returned_id.unwrap().as_str(), "sent@lumen.example");
}
