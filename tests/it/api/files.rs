//! Files: uploads go out byte for byte, attachments and originals come back by the given URLs.

use serde_json::{Value, json};

use crate::world::{
    http::{Api, Request},
    mail::Mail,
    play,
};

fn mail_of(ticket: &Value) -> Value {
    let lines = ticket["activities"].as_array().unwrap();
    let line = lines.iter().find(|line| line["kind"] == "mail");
    line.unwrap()["message"].clone()
}

#[test]
fn an_upload_leaves_with_the_message_byte_for_byte() {
    play(async |world| {
        world
            .send(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let api = world.api();
        let bytes: Vec<u8> = (0..=255).rev().cycle().take(1_500_000).collect();
        let request = Request::new("POST", "/api/v1/uploads?name=pl%C3%A4n.pdf")
            .body("application/pdf", bytes.clone());
        let answer = api.fetch(request).await.expect(201);
        assert!(answer.header("location").starts_with("/api/v1/uploads/"));
        let upload = answer.json();
        let location = answer.header("location").to_owned();
        assert_eq!(api.get(&location).await.expect(200).json(), upload);
        assert_eq!(
            (&upload["name"], &upload["size"]),
            (&json!("plän.pdf"), &json!(1_500_000))
        );
        super::check_problem(
            api.fetch(Request::new("POST", "/api/v1/uploads")).await,
            422,
            Some("name"),
        );
        // Somebody else's upload is not there.
        let other = Api::new(world.web(), Some(world.add_expert().await));
        super::check_problem(other.get(&location).await, 404, None);
        let message = json!({"text": "see", "attachments": [upload["id"]]});
        let path = "/api/v1/tickets/1/messages";
        super::check_problem(other.post(path, &message).await, 422, Some("attachments"));
        let line = api.post(path, &message).await.expect(201).json();
        let seen = world
            .sink
            .until("the answer", |seen| !seen.received.is_empty())
            .await;
        let raw = &seen.received[0].raw;
        let mail = guichet::mail::inbound::parse(raw);
        assert_eq!(mail.attachments[0].name, "plän.pdf");
        assert_eq!(mail.attachments[0].content_type, "application/pdf");
        assert!(guichet::mail::inbound::attachment(raw, &mail.attachments[0]) == bytes);
        // What was sent can be read back; an upload goes once.
        let file = &line["message"]["attachments"][0];
        assert_eq!(file["size"], 1_500_000);
        let back = api.get(file["url"].as_str().unwrap()).await.expect(200);
        assert!(back.body == bytes);
        let sent = api
            .get(line["message"]["raw_url"].as_str().unwrap())
            .await
            .expect(200);
        assert!(&sent.body == raw, "the original is what left");
        super::check_problem(api.post(path, &message).await, 422, Some("attachments"));
    });
}

#[test]
fn what_a_client_names_by_itself_is_no_kind_of_file() {
    play(async |world| {
        world
            .send(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let api = world.api();
        // As `curl --data-binary` does.
        let request = Request::new("POST", "/api/v1/uploads?name=plan.pdf")
            .body("application/x-www-form-urlencoded", b"%PDF");
        let upload = api.fetch(request).await.expect(201).json();
        let message = json!({"text": "see", "attachments": [upload["id"]]});
        let line = api.post("/api/v1/tickets/1/messages", &message).await;
        let line = line.expect(201).json();
        let file = &line["message"]["attachments"][0];
        assert_eq!(file["content_type"], "application/octet-stream");
    });
}

/// Must-have 24, whole: names as expected, paths stripped, contents byte for byte.
#[test]
fn must_24_attachments_come_back_as_they_were_sent() {
    play(async |world| {
        let raw = b"From: ines@cust.example\r\nTo: support@lumen.example\r\nSubject: files\r\n\
            MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
            --b\r\nContent-Type: text/plain\r\n\r\nsee\r\n\
            --b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment;\r\n filename*0*=utf-8''r%C3%A9;\r\n filename*1=sume.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nAAEC/w==\r\n\
            --b\r\nContent-Type: text/x-x; name=\"=?utf-8?Q?=C3=A9t=C3=A9.txt?=\"\r\nContent-Disposition: attachment\r\n\r\nline one\r\nline two\r\n\
            --b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"../../etc/pass\xe2\x80\xaewd\"\r\n\r\nroot\r\n\
            --b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=empty.bin\r\n\r\n\r\n\
            --b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment\r\n\r\nnameless\r\n\
            --b\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment; filename=inner.eml\r\n\r\nSubject: inner\r\n\r\nhello\r\n\
            --b--\r\n";
        let mail = Mail::raw("ines@cust.example", &raw[..]);
        let ticket = world.ticket(&mail).await;
        let api = world.api();
        let message = mail_of(&api.ticket(ticket).await);
        let files = message["attachments"].as_array().unwrap();
        let expected: [(&str, &[u8]); 6] = [
            ("résume.pdf", &[0, 1, 2, 255]),
            ("été.txt", b"line one\r\nline two"),
            ("passwd", b"root"),
            ("empty.bin", b""),
            ("", b"nameless"),
            ("inner.eml", b"Subject: inner\r\n\r\nhello"),
        ];
        assert_eq!(files.len(), expected.len(), "{files:?}");
        for (file, (name, bytes)) in files.iter().zip(expected) {
            let url = file["url"].as_str().unwrap();
            assert!(url.starts_with("/api/v1/"), "{url}");
            if name.is_empty() {
                assert!(
                    !file["name"].as_str().unwrap().is_empty(),
                    "a name is found"
                );
            } else {
                assert_eq!(file["name"], name);
            }
            let answer = api.get(url).await.expect(200);
            assert_eq!(answer.body, bytes, "{name}");
            assert_eq!(file["size"], bytes.len(), "{name}");
            assert!(
                answer
                    .header("content-disposition")
                    .starts_with("attachment")
            );
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            Api::new(world.web(), None).get(url).await.expect(401);
        }
        let original = api
            .get(message["raw_url"].as_str().unwrap())
            .await
            .expect(200);
        assert!(original.body.ends_with(raw));
    });
}

#[test]
fn html_is_clean_and_its_images_are_behind_the_same_token() {
    play(async |world| {
        let raw = "From: ines@cust.example\r\nSubject: html\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n\
            <p onclick=x()>Hi<script>evil()</script><img src=\"cid:a@b\"><img src=\"http://t.example/x\"></p>\r\n\
            --b\r\nContent-Type: image/png\r\nContent-ID: <a@b>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n";
        let ticket = world.ticket(&Mail::raw("ines@cust.example", raw)).await;
        let api = world.api();
        let message = mail_of(&api.ticket(ticket).await);
        let html = message["html"].as_str().unwrap();
        for bad in ["script", "onclick", "cid:"] {
            assert!(!html.contains(bad), "{bad}: {html}");
        }
        let page = crate::world::html::Page::parse(html);
        let images: Vec<_> = page.all("img", &[("src", "")]);
        let url = images
            .iter()
            .map(|image| image.attribute("src"))
            .find(|src| src.starts_with("/api/v1/"));
        let url = url.unwrap_or_else(|| panic!("no image of ours: {html}"));
        assert!(
            images
                .iter()
                .all(|image| !image.attribute("src").contains("t.example"))
        );
        let image = api.get(url).await.expect(200);
        assert_eq!(image.body, b"\x89PNG\r\n\x1a\n");
        assert_eq!(image.header("content-type"), "image/png");
    });
}
