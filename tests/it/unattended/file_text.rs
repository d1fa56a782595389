//! The words of PDFs: found a moment after their mail, read by a child that has little and may die.

use std::{
    io::Write,
    process::Stdio,
    time::{Duration, Instant},
};

use data_encoding::BASE64_MIME;
use flate2::{Compression, write::ZlibEncoder};

use super::verbs::{Case, State};
use crate::program::{command, http, mailer::Mailer};

/// Objects as a PDF, the catalogue first.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", at + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    let size = objects.len() + 1;
    out.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let end = format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    out.extend(end.bytes());
    out
}

/// A page that draws what `content` says.
fn page(content: &[u8], filter: &str) -> Vec<u8> {
    pages(content, filter, 1)
}

fn pages(content: &[u8], filter: &str, count: usize) -> Vec<u8> {
    let mut stream = format!("<< /Length {}{filter} >>\nstream\n", content.len()).into_bytes();
    stream.extend(content);
    stream.extend(b"\nendstream");
    let plain = |text: &str| text.as_bytes().to_vec();
    let kids: String = (0..count).map(|at| format!("{} 0 R ", at + 5)).collect();
    let mut objects = vec![
        plain("<< /Type /Catalog /Pages 2 0 R >>"),
        plain(&format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>")),
        stream,
        plain("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"),
    ];
    let one = plain(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R \
         /Resources << /Font << /F1 4 0 R >> >> >>",
    );
    objects.extend(vec![one; count]);
    pdf(&objects)
}

fn says(words: &str) -> Vec<u8> {
    page(
        format!("BT /F1 14 Tf 60 780 Td ({words}) Tj ET").as_bytes(),
        "",
    )
}

/// A page whose content is a gigabyte of spaces behind a megabyte.
fn bomb() -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    let spaces = vec![b' '; 1 << 20];
    for _ in 0..1_024 {
        packed.write_all(&spaces).unwrap();
    }
    page(&packed.finish().unwrap(), " /Filter /FlateDecode")
}

/// Pages of which each takes a while and says nothing: what ends the child is its five seconds.
fn slow() -> Vec<u8> {
    pages(&b"q Q ".repeat(20_000), "", 500)
}

/// What the child answers to a file: whether it ended well, and what it wrote.
fn extract(file: &[u8]) -> (bool, String) {
    let mut child = command(["extract"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    drop(stdin.write_all(file));
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.success(), text)
}

#[test]
fn the_child_reads_words_and_dies_of_the_rest() {
    let (well, text) = extract(&says("Numero de serie QX-77"));
    assert!(well && text.contains("Numero de serie QX-77"), "{text}");
    let whole = says("cut off here");
    for file in [
        Vec::new(),
        b"%PDF-1.4 and nothing else".to_vec(),
        whole[..whole.len() / 2].to_vec(),
        bomb(),
        vec![b'['; 1 << 20],
        [b"%PDF-1.4\n".to_vec(), vec![b'<'; 1 << 20]].concat(),
    ] {
        let start = Instant::now();
        let (well, text) = extract(&file);
        assert!(!well || text.trim() == "words of a file:", "{text}");
        assert!(start.elapsed() < Duration::from_secs(30));
    }
}

#[test]
fn the_child_opens_nothing_and_has_little() {
    let mut child = command(["extract"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // It waits for its file: by then it is confined.
    let path = format!("/proc/{}/limits", child.id());
    let limit = |name: &str| {
        let limits = std::fs::read_to_string(&path).unwrap();
        let line = limits.lines().find(|line| line.starts_with(name)).unwrap();
        let figures: Vec<&str> = line[name.len()..].split_whitespace().collect();
        (figures[0].to_owned(), figures[1].to_owned())
    };
    let start = Instant::now();
    while limit("Max open files").1 != "0" {
        assert!(start.elapsed() < Duration::from_secs(60));
        std::thread::yield_now();
    }
    for (name, most) in [
        ("Max cpu time", "5"),
        ("Max address space", "268435456"),
        ("Max file size", "0"),
        ("Max open files", "0"),
    ] {
        let both = limit(name);
        assert_eq!(both, (most.to_owned(), most.to_owned()), "{name}");
    }
    drop(child.stdin.take());
    child.wait().unwrap();
}

fn mail(subject: &str, files: &[Vec<u8>]) -> String {
    let mut raw = format!(
        "From: ines@cust.example\r\nTo: support@lumen.example\r\nSubject: {subject}\r\n\
         Message-ID: <{subject}@cust.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee the file.\r\n"
    );
    for (at, file) in files.iter().enumerate() {
        raw.push_str(&format!(
            "--b\r\nContent-Type: application/pdf; name=f{at}.pdf\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            BASE64_MIME.encode(file)
        ));
    }
    raw + "--b--\r\n"
}

fn found(case: &mut Case, token: &str, words: &str) -> usize {
    let web = case.running().web;
    let token = format!("Authorization: Bearer {token}");
    let path = format!("/api/v1/tickets?query={words}");
    let answer = http::request(web, "GET", &path, &[&token], "");
    assert_eq!(answer.status, 200, "{}", answer.body);
    let list: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    list["tickets"].as_array().unwrap().len()
}

fn soon_found(case: &mut Case, token: &str, words: &str) {
    let start = Instant::now();
    while found(case, token, words) == 0 {
        assert!(start.elapsed() < Duration::from_secs(60), "{words}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn words_of_a_pdf_find_its_ticket_and_hostile_ones_delay_no_mail() {
    let mut case = Case::set_up(State::Running);
    let token = case.verb(&["token", "create", "ada@lumen.example"]);
    let token = token.last_line().to_owned();
    let mut mailer = Mailer::connect(case.running().smtp).unwrap();
    let hostile = [bomb(), vec![b'['; 1 << 20], b"%PDF-1.4".to_vec()];
    for (subject, files) in [
        ("hostile", hostile.as_slice()),
        ("invoice", &[says("Numero quux77"), b"none".to_vec()]),
        ("slow", &[slow(), says("Numero quux88")]),
    ] {
        let raw = mail(subject, files);
        let reply = mailer.deliver("ines@cust.example", "support@lumen.example", &raw);
        assert!(reply.unwrap().starts_with("250 2.0.0 kept "));
        // The mail itself waits for no file.
        assert_eq!(found(&mut case, &token, subject), 1);
    }
    drop(mailer);
    soon_found(&mut case, &token, "quux77");
    // A file that takes all the time there is costs those behind it nothing.
    soon_found(&mut case, &token, "quux88");
    assert_eq!(found(&mut case, &token, "body:quux77"), 1);
    // Read anew with everything else, and after a stop in between.
    let done = case.verb(&["reindex"]);
    done.check(0, &["the search index is new"]);
    case.stopped();
    soon_found(&mut case, &token, "quux77");
    assert_eq!(found(&mut case, &token, "hostile"), 1);
}
