//! Nothing that is written into a field gets out of it.

use mail_parser::MessageParser;
use proptest::prelude::*;

use super::*;

#[test]
fn must_22_header_injection() {
    let evil = |end: &str| format!("a{end}Bcc: thief@y.example{end}X-Evil: 1{end}{end}<b>body</b>");
    for end in [
        "\r\n",
        "\n",
        "\r",
        "\0",
        "\r\n ",
        "\u{85}",
        "\u{2028}",
        "\u{b}",
        "\u{c}",
        "%0d%0a",
        "=0D=0A",
        "\r\n.\r\n",
    ] {
        let evil = evil(end);
        let mut files = vec![file(&evil, b"x")];
        files[0].content_type = format!("text/plain{end}Bcc: thief@y.example");
        let mail = Outgoing {
            from: who(&evil, "support@desk.example"),
            reply_to: Some(who(&evil, "support@desk.example")),
            to: vec![who(&evil, "ines@x.example")],
            cc: vec![who(&evil, "bo@x.example")],
            subject: evil.clone(),
            text: evil.clone(),
            html: Some(evil.clone()),
            attachments: files,
            desk_mark: Some(evil.clone()),
            automatic: Some(AutomaticKind::Generated),
            ..mail()
        };
        check(end, &mail);
        let text = lawful(&mail);
        let message = MessageParser::new().parse(text.as_bytes()).unwrap();
        assert!(message.bcc().is_none(), "{end:?}");
        for part in &message.parts {
            assert!(
                !part
                    .headers
                    .iter()
                    .any(|h| h.name().contains("Evil") || h.name() == "Bcc"),
                "{end:?}"
            );
        }
        // What addresses and ids cannot hold is refused before it comes here.
        assert!(EmailAddress::parse(&format!("a@x.example{end}Bcc: b@y.example")).is_err());
        assert!(
            EmailAddress::parse(&format!("a{end}b@x.example")).is_err()
                || end.is_ascii() && !end.contains(char::is_control)
        );
        assert!(MsgId::parse(&format!("a@x.example>{end}Bcc: b@y.example")).is_none());
    }
}

proptest! {
    // A case that failed becomes a line of a table, not a file beside the sources.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_mail_comes_back(
        subject in nasty(), text in nasty(), name in nasty(), file_name in nasty(),
        bytes in proptest::collection::vec(any::<u8>(), 0..200), kind in nasty(),
    ) {
        let mut attachment = file(&file_name, &bytes);
        attachment.content_type = kind;
        let mail = Outgoing {
            from: who(&name, "support@desk.example"),
            to: vec![who(&name, "ines@x.example"), who("", "bo@x.example")],
            subject, text, attachments: vec![attachment],
            ..mail()
        };
        lawful(&mail);
        check("any", &mail);
        lawful(&Outgoing { attachments: Vec::new(), ..mail });
    }
}

fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        "[ -~]{0,30}",
        prop::sample::select(vec![
            "\r",
            "\n",
            "\r\n",
            "\0",
            "\t",
            " ",
            "=?",
            "?=",
            "=?utf-8?Q?x?=",
            "\"",
            "\\",
            "<",
            ">",
            "(",
            ",",
            ";",
            ":",
            "..",
            "--",
            "é",
            "打",
            "🖨",
            "\u{202e}",
            "\u{2028}",
            "%0A",
            "=0A",
            "--=_",
        ])
        .prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}
