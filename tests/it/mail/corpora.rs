//! Every mail of others through the desk: none lost, none that ends it, all agrees afterwards.

use std::{
    fs,
    path::{Path, PathBuf},
};

use guichet::desk::receive::{Envelope, ReceiveError};

use crate::{support::rounds, world::play};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let ending = path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            files(&path, found);
        } else if !["json", "yml", "md"].contains(&ending.as_str()) {
            found.push(path);
        }
    }
    found.sort();
}

#[test]
fn every_shared_mail_is_kept() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places = ["..", "../.."].map(|up| root.join(up).join("shared/corpora"));
    let Some(folder) = places.into_iter().find(|folder| folder.is_dir()) else {
        println!("skipped: no folder ../shared/corpora");
        return;
    };
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    assert!(paths.len() > 100, "{}", paths.len());
    let step = usize::try_from(rounds(10, 1)).unwrap();
    play(async |world| {
        let (desk, now) = (world.desk().clone(), world.clock.now());
        let deliver = move |desk: &std::sync::Arc<guichet::desk::Desk>| {
            let (mut kept, mut loops) = (0, 0);
            for path in paths.iter().step_by(step) {
                let raw = fs::read(path).unwrap();
                let envelope = Envelope {
                    peer: "127.0.0.1".parse().unwrap(),
                    helo: "c".to_owned(),
                    tls: None,
                    mail_from: format!("n{kept}@cust.example"),
                    rcpt_to: vec![desk.recipient("support", Some("lumen.example")).unwrap()],
                    received_at: now,
                };
                match desk.receive(&envelope, &raw, now) {
                    Ok(answer) => {
                        assert!(
                            answer.ticket.is_some() && !answer.duplicate,
                            "{}",
                            path.display()
                        );
                        kept += 1;
                    }
                    Err(ReceiveError::Loop) => loops += 1,
                    Err(error) => panic!("{}: {error}", path.display()),
                }
            }
            (kept, loops)
        };
        let (kept, loops) = desk.run(deliver).await.unwrap();
        println!("{kept} mails kept, {loops} refused as loops");
        let view = world.desk().store().read().unwrap();
        assert_eq!(guichet::store::message::all(&view).unwrap().len(), kept);
        assert!(loops <= 2, "{loops}");
        drop(view);
        // Pages and documents of the strangest ones can be drawn.
        let (api, admin) = (world.api(), world.admin().await);
        let tickets = world.tickets();
        for ticket in tickets.iter().step_by(tickets.len().div_ceil(40)) {
            api.ticket(ticket.id.0).await;
            admin
                .get(&format!("/t/{}", ticket.id))
                .await
                .expect(200)
                .page()
                .check();
        }
        admin.get("/tickets").await.expect(200).page().check();
    });
}
