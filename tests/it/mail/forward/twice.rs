//! The same form sent twice: a double click, a repeat after a lost answer.

use super::*;
use crate::world::http::Answer;

const FILES: [(&str, &str, &str, &[u8]); 1] = [("attachments", "offer.txt", "text/plain", b"ours")];

fn forwards(whole: &Value) -> usize {
    let lines = whole["activities"].as_array().unwrap().iter();
    lines.filter(|line| line["kind"] == "forward").count()
}

#[test]
fn one_form_sends_one_mail() {
    play(async |world| {
        let number = world.ticket(&whole_mail()).await;
        let line = first_mail(world, number).await.to_string();
        let admin = world.admin().await;
        let form = admin.get(&format!("/t/{number}?forward={line}")).await;
        let path = format!("/t/{number}/forward");
        let fields = form.expect(200).page().fields(&path);
        let name = fields.into_iter().find(|(name, _)| name == "form");
        let (_, name) = name.expect("a name of its own");
        let send = async |name: &str, text: &str| -> Answer {
            let fields = [
                ("line", line.as_str()),
                ("form", name),
                ("to", TONER),
                ("cc", ""),
                ("subject", "Fwd: your lamp"),
                ("text", text),
            ];
            admin.post_files(&path, &fields, &FILES).await.expect(303)
        };
        // At once, then again: the same answer each time.
        let (one, two) = tokio::join!(send(&name, "Help?"), send(&name, "Help?"));
        let three = send(&name, "Help?").await;
        let whole = world.api().ticket(number).await;
        assert_eq!(forwards(&whole), 1);
        let place = one.header("location").to_owned();
        assert_eq!(two.header("location"), place);
        assert_eq!(three.header("location"), place);
        // Something else in the same form is another mail, and so is the same in another form.
        send(&name, "Help? Today?").await;
        send("another", "Help?").await;
        // A form without a name has no twin.
        send("", "Help?").await;
        send("", "Help?").await;
        let whole = world.api().ticket(number).await;
        assert_eq!(forwards(&whole), 5);
        let all = |seen: &Seen| seen.received.len() >= 5;
        let seen = world.sink.until("all of them", all).await;
        let mut ids: Vec<_> = seen
            .received
            .iter()
            .map(|it| header(&it.raw, "Message-ID"))
            .collect();
        ids.sort();
        ids.dedup();
        assert_eq!((seen.received.len(), ids.len()), (5, 5));
        world.check_store();
    });
}
