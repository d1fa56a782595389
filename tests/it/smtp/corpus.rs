//! Nasty bytes, kept in `tests/fuzz/smtp`, replayed in many splits: no panic, no circle, one answer.

use std::path::Path;

use guichet::smtp::proto::Tls;

use super::dialogue::Talk;

fn play(chunks: &[&[u8]]) -> Vec<String> {
    let mut talk = Talk::new(Tls::Absent);
    chunks.iter().for_each(|chunk| talk.feed(chunk));
    talk.seen
}

#[test]
fn every_split_of_every_nasty_input_reads_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/smtp");
    let mut files = 0;
    for entry in std::fs::read_dir(folder).expect("the corpus is there") {
        let path = entry.expect("a file").path();
        let input = std::fs::read(&path).expect("readable");
        let whole = play(&[&input]);
        // Every place for one cut in a small input, a few hundred in a big one.
        let step = (input.len() / 400).max(1);
        for cut in (0..=input.len()).step_by(step) {
            let (head, tail) = input.split_at(cut);
            assert_eq!(
                play(&[head, tail]),
                whole,
                "{} cut at {cut}",
                path.display()
            );
        }
        assert_eq!(
            play(&input.chunks(1).collect::<Vec<_>>()),
            whole,
            "{}",
            path.display()
        );
        files += 1;
    }
    assert!(files >= 20, "{files} files");
}

#[test]
fn random_mixtures_of_what_matters_read_the_same_in_every_split() {
    let words: [&[u8]; 24] = [
        b"\r\n",
        b"\r",
        b"\n",
        b".",
        b"\0",
        b".\r\n",
        b"\r\n.\r\n",
        b"EHLO t\r\n",
        b"MAIL FROM:<a@b>\r\n",
        b"MAIL FROM:<> SIZE=10\r\n",
        b"RCPT TO:<support@ours.example>\r\n",
        b"RCPT TO:<\"x",
        b"DATA\r\n",
        b"RSET\r\n",
        b"QUIT\r\n",
        b"STARTTLS\r\n",
        b"VRFY ",
        b"text ",
        b"<",
        b">",
        b"\xff",
        b"\x16\x03",
        b"SMTPUTF8",
        b"NOOP\r\n",
    ];
    // A fixed sequence (Knuth's multiplier): the same mixtures in every run.
    let mut state = 1_u64;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or(0) % below
    };
    for round in 0..2_000 {
        let opening: &[u8] = if round % 2 == 0 {
            b"EHLO t\r\nMAIL FROM:<a@b>\r\nRCPT TO:<postmaster>\r\nDATA\r\n"
        } else {
            b""
        };
        let mut input = opening.to_vec();
        for _ in 0..next(40) {
            input.extend_from_slice(words[next(words.len())]);
        }
        let whole = play(&[&input]);
        let piece = 1 + next(9);
        let pieces = input.chunks(piece).collect::<Vec<_>>();
        assert_eq!(
            play(&pieces),
            whole,
            "{:?} in pieces of {piece}",
            input.escape_ascii().to_string()
        );
        let mails = whole.iter().filter(|line| line.starts_with("M:")).count();
        let kept = whole
            .iter()
            .filter(|line| line.starts_with("S: 250 2.0.0 kept"))
            .count();
        assert_eq!(mails, kept);
    }
}
