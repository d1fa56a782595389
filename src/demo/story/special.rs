//! The sample tickets that show what mail can do: strangers, absences, reports, robots, refusals.

use std::time::Duration;

use crate::domain::{ticket::Status, time::Timestamp, user::Language};

use super::{
    super::{
        dice::Dice,
        letter::Form,
        samples::{Customer, Samples},
        sink,
    },
    Act, Duty, Step, Story, Thread, Words, words,
};

/// Whose mailbox is full, as a report says later.
const FULL: &str = "bookings@saltmarsh-inn.example";
const MINUTES: Duration = Duration::from_secs(60);

pub(super) fn stories(samples: &Samples, dice: &mut Dice, now: Timestamp) -> Vec<Story> {
    let mut stories = vec![
        waits(samples, dice, now),
        refused(samples, dice, now),
        bounced(samples, dice, now),
    ];
    for (turn, language) in [Language::En, Language::Fr, Language::En]
        .into_iter()
        .enumerate()
    {
        let days = u32::try_from(turn).unwrap_or(0);
        let at = now.minus(MINUTES * (150 + 1_700 * days));
        stories.extend(colleague(samples, dice, language, at));
        stories.extend(away(samples, dice, language, at.minus(MINUTES * 400)));
    }
    for turn in 0..6_u32 {
        let at = now.minus(MINUTES * (47 + turn * 5 * 24 * 60));
        stories.push(robot(turn, at));
    }
    for story in &mut stories {
        story.steps.retain(|step| step.at < now);
    }
    stories
}

fn step(at: Timestamp, minutes: u32, act: Act) -> Step {
    Step {
        at: at.plus(MINUTES * minutes),
        act,
    }
}

fn reply(expert: usize, text: &str, then: Status) -> Act {
    Act::Replies {
        expert,
        text: text.to_owned(),
        then: Some(then),
        file: None,
    }
}

fn give(expert: usize, tag: &'static str) -> Act {
    Act::Edits {
        expert,
        status: Some(Status::Processing),
        priority: None,
        duty: Some(Duty::Expert(expert)),
        tag: Some(tag),
    }
}

fn writer(
    language: Language,
    email: &'static str,
    name: &'static str,
    at: &'static str,
) -> Customer {
    Customer {
        language,
        email,
        name,
        organization: at,
        phone: "",
    }
}

// The customer's server asks to come back later.
fn waits(samples: &Samples, dice: &mut Dice, now: Timestamp) -> Story {
    let customer = writer(
        Language::Fr,
        sink::GREYLISTED,
        "Agnès Fabre",
        "Horizons Voyages",
    );
    let text = "Les brochures du printemps ne s’ouvrent sur aucun de nos deux postes. Le fichier pèse 60 Mo.";
    let words = words(samples, &customer, text, dice);
    let answer = "Bonjour Agnès Fabre,\n\nVoici une version plus légère à essayer. Dites-nous si elle s’ouvre.\n\nCordialement\nBasile Morin";
    // Late enough that the second attempt is still to come when the demo is ready.
    let at = now.minus(MINUTES * 17);
    Story {
        customer,
        subject: "Brochures impossibles à ouvrir".to_owned(),
        steps: vec![
            step(at, 0, Act::Opens(words)),
            step(at, 6, give(5, "fichiers")),
            step(at, 14, reply(5, answer, Status::Waiting)),
        ],
    }
}

// The customer's server knows no such mailbox any more.
fn refused(samples: &Samples, dice: &mut Dice, now: Timestamp) -> Story {
    let customer = writer(
        Language::En,
        sink::UNKNOWN,
        "Pennyfield Orders",
        "Pennyfield Farm Shop",
    );
    let text = "We are changing our provider this week. Will our scales still talk to the till afterwards?";
    let words = words(samples, &customer, text, dice);
    let answer = "Hello,\n\nYes, they speak over the cable and not over the line. Nothing to do for you.\n\nKind regards\nMireille Faure";
    let note = "Our answer was refused: the mailbox is gone since their move. Ring them up.";
    let at = now.minus(MINUTES * 190);
    Story {
        customer,
        subject: "Scales and till after the change of provider".to_owned(),
        steps: vec![
            step(at, 0, Act::Opens(words)),
            step(at, 20, give(2, "till")),
            step(at, 75, reply(2, answer, Status::Waiting)),
            step(
                at,
                110,
                Act::Notes {
                    expert: 2,
                    text: note.to_owned(),
                },
            ),
        ],
    }
}

// Taken by the next server, then sent back by the one behind it.
fn bounced(samples: &Samples, dice: &mut Dice, now: Timestamp) -> Story {
    let customer = writer(Language::En, FULL, "Harriet Cole", "Saltmarsh Inn");
    let text = "Our booking mails stopped on Saturday. Guests ring up to ask whether their room is theirs.";
    let words = words(samples, &customer, text, dice);
    let answer = "Hello Harriet Cole,\n\nCould you tell us which address the booking page shows under “notify”?\n\nBest wishes\nJonas Weber";
    let at = now.minus(MINUTES * 1_610);
    Story {
        customer,
        subject: "Booking mails stopped on Saturday".to_owned(),
        steps: vec![
            step(at, 0, Act::Opens(words)),
            step(at, 9, give(3, "mail")),
            step(at, 31, reply(3, answer, Status::Waiting)),
            step(at, 33, Act::Bounces),
        ],
    }
}

// Somebody else of the house answers: joins, flagged, as nobody knows them. Then one who has only
// the number, which proves nothing and makes a ticket of its own.
fn colleague(
    samples: &Samples,
    dice: &mut Dice,
    language: Language,
    at: Timestamp,
) -> Option<Story> {
    let of_language = |customer: &&Customer| customer.language == language;
    let all: Vec<&Customer> = samples.customers.iter().filter(of_language).collect();
    let customer = (*dice.pick(&all)?).clone();
    let (subject, text, answer, more, name, email) = match language {
        Language::En => (
            "Moving two desks to the first floor",
            "On Friday we move two desks upstairs. Could somebody check whether the sockets there are live?",
            "We come by on Thursday at ten. Who opens the door for us?",
            "I open, ask for me at the bar next door if it is locked. I answer for my colleague, who is away.",
            "Robin Castle",
            "robin.castle@postbox.example",
        ),
        Language::Fr => (
            "Deux bureaux à déplacer au premier étage",
            "Vendredi nous montons deux bureaux. Quelqu’un peut-il vérifier que les prises y sont actives ?",
            "Nous passons jeudi à dix heures. Qui nous ouvre ?",
            "C’est moi qui ouvre. Je réponds pour ma collègue, qui est absente.",
            "Dominique Lacaze",
            "d.lacaze@boite-libre.example",
        ),
    };
    let other = writer(language, email, name, "");
    let first = words(samples, &customer, text, dice);
    let by = |words, thread| Act::Writes {
        words,
        by: Some(other.clone()),
        thread,
    };
    let joins = by(words(samples, &other, more, dice), Thread::TokenOnly);
    let knocks = by(words(samples, &other, more, dice), Thread::NumberOnly);
    let (tag, expert) = if language == Language::En {
        ("network", 1)
    } else {
        ("réseau", 1)
    };
    Some(Story {
        subject: format!("{subject}, {}", customer.organization),
        customer,
        steps: vec![
            step(at, 0, Act::Opens(first)),
            step(at, 12, give(expert, tag)),
            step(at, 40, reply(expert, answer, Status::Waiting)),
            step(at, 95, joins),
            step(at, 101, knocks),
        ],
    })
}

// An absence notice answers the desk's answer: it joins and changes nothing.
fn away(samples: &Samples, dice: &mut Dice, language: Language, at: Timestamp) -> Option<Story> {
    let of_language = |customer: &&Customer| customer.language == language;
    let all: Vec<&Customer> = samples.customers.iter().filter(of_language).collect();
    let customer = (*dice.pick(&all)?).clone();
    let (subject, text, answer, notice, tag) = match language {
        Language::En => (
            "Handover before my holidays",
            "I am away from tonight. My colleague may sign for anything that you deliver.",
            "Thank you for telling us. Enjoy the time!",
            "I am out of the office until Monday and do not read my mail. In urgent cases please ring our front desk.",
            "order",
        ),
        Language::Fr => (
            "Passage de relais avant mes congés",
            "Je suis absent dès ce soir. Ma collègue peut signer vos livraisons.",
            "Merci de nous prévenir. Bonnes vacances !",
            "Je suis absent jusqu’à lundi et ne lis pas mes messages. En cas d’urgence, appelez notre accueil.",
            "commande",
        ),
    };
    let first = words(samples, &customer, text, dice);
    let absent = Words {
        text: notice.to_owned(),
        form: Form::Plain,
        files: Vec::new(),
        headers: vec!["Auto-Submitted: auto-replied".to_owned()],
    };
    Some(Story {
        subject: format!("{subject}, {}", customer.organization),
        customer,
        steps: vec![
            step(at, 0, Act::Opens(first)),
            step(at, 25, give(4, tag)),
            step(at, 60, reply(4, answer, Status::Waiting)),
            step(
                at,
                61,
                Act::Writes {
                    words: absent,
                    by: None,
                    thread: Thread::Whole,
                },
            ),
        ],
    })
}

// Monitoring: made by a program, marked automatic.
fn robot(turn: u32, at: Timestamp) -> Story {
    let customer = writer(
        Language::En,
        "monitoring@status.lumen-cloud.example",
        "Lumen monitoring",
        "",
    );
    let (machine, fault, text) = [
        (
            "nas-vieuxbourg",
            "disk 3 reports errors",
            "SMART: 12 reallocated sectors (limit 10).",
        ),
        (
            "srv-harbour",
            "backup took too long",
            "Job “nightly” ended after 6 h 12 min (limit 4 h).",
        ),
        (
            "gw-lambert",
            "line was down",
            "No answer to ping for 4 min 30 s. The line is back.",
        ),
        (
            "srv-colin",
            "certificate ends soon",
            "intranet.colin-dentaire.example: 13 days left.",
        ),
        (
            "nas-thornbury",
            "volume 91 % full",
            "Volume /data: 5.5 of 6.0 TB used.",
        ),
        (
            "srv-nordlys",
            "memory is short",
            "Swap in use for 45 minutes.",
        ),
    ][usize::try_from(turn % 6).unwrap_or(0)];
    let words = Words {
        text: format!("Host: {machine}\nState: WARNING\n\n{text}\n\nThis is an automatic message."),
        form: Form::Plain,
        files: Vec::new(),
        headers: vec![
            "Auto-Submitted: auto-generated".to_owned(),
            "Precedence: bulk".to_owned(),
        ],
    };
    Story {
        customer,
        subject: format!("[{machine}] {fault}"),
        steps: vec![
            step(at, 0, Act::Opens(words)),
            step(at, 30, give(1, "monitoring")),
            step(
                at,
                260,
                Act::Edits {
                    expert: 1,
                    status: Some(Status::Closed),
                    priority: None,
                    duty: None,
                    tag: None,
                },
            ),
        ],
    }
}
