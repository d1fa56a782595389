//! Introductions, header blocks and markers as mail programs write them in their languages.

use super::check;

#[test]
fn introductions() {
    for introduction in [
        "On Mon, Apr 3, 2017 at 3:04 PM Ines Garnier <ines@x.example> wrote:",
        "On 03/04/2017 15:04, Ines Garnier wrote:",
        "Ines Garnier <ines@x.example> wrote:",
        "Le lun. 3 avr. 2017 à 15:04, Ines Garnier <ines@x.example> a écrit :",
        "Le 03/04/2017 à 15:04, Ines Garnier a écrit :",
        "Am Mo., 3. Apr. 2017 um 15:04 Uhr schrieb Ines Garnier <ines@x.example>:",
        "Am 03.04.2017 um 15:04 schrieb Ines Garnier:",
        "Ines Garnier <ines@x.example> schrieb am Mo., 3. Apr. 2017, 15:04:",
        "El lun, 3 abr 2017 a las 15:04, Ines Garnier (<ines@x.example>) escribió:",
        "Il giorno lun 3 apr 2017 alle ore 15:04 Ines Garnier <ines@x.example> ha scritto:",
        "Em seg., 3 de abr. de 2017 às 15:04, Ines Garnier <ines@x.example> escreveu:",
        "Op ma 3 apr. 2017 om 15:04 schreef Ines Garnier <ines@x.example>:",
        "Op 3 apr. 2017 om 15:04 heeft Ines Garnier <ines@x.example> het volgende geschreven:",
        "Den man. 3. apr. 2017 kl. 15.04 skrev Ines Garnier <ines@x.example>:",
        "Den mån 3 apr. 2017 kl 15:04 skrev Ines Garnier <ines@x.example>:",
        "man. 3. apr. 2017 kl. 15:04 skrev Ines Garnier <ines@x.example>:",
        "3.4.2017 15.04, Ines Garnier kirjoitti:",
        "ma 3. huhtik. 2017 klo 15.04 Ines Garnier (ines@x.example) kirjoitti:",
        "pon., 3 kwi 2017 o 15:04 Ines Garnier <ines@x.example> napisał(a):",
        "W dniu 03.04.2017 o 15:04, Ines Garnier pisze:",
        "пн, 3 апр. 2017 г. в 15:04, Ines Garnier <ines@x.example>:",
        "03.04.2017 15:04, Ines Garnier пишет:",
        "3 апр. 2017 г. 15:04 пользователь \"Ines Garnier\" <ines@x.example> написал:",
        "пн, 3 квіт. 2017 р. о 15:04 Ines Garnier <ines@x.example> пише:",
        "po 3. 4. 2017 v 15:04 odesílatel Ines Garnier <ines@x.example> napsal:",
        "Dne 03.04.2017 v 15:04 Ines Garnier napsal(a):",
        "Ines Garnier <ines@x.example> ezt írta (időpont: 2017. ápr. 3., H, 15:04):",
        "Pe lun., 3 apr. 2017 la 15:04, Ines Garnier <ines@x.example> a scris:",
        "Ines Garnier <ines@x.example>, 3 Nis 2017 Pzt, 15:04 tarihinde şunu yazdı:",
        "Στις Δευ, 3 Απρ 2017 στις 15:04 ο χρήστης Ines Garnier <ines@x.example> έγραψε:",
        "Ines Garnier <ines@x.example> 于2017年4月3日周一 下午3:04写道：",
        "在 2017年4月3日，下午3:04，Ines Garnier <ines@x.example> 写道：",
        "Ines Garnier <ines@x.example> 於 2017年4月3日 週一 下午3:04寫道：",
        "2017年4月3日(月) 15:04 Ines Garnier <ines@x.example>:",
        "2017/04/03 15:04、Ines Garnier <ines@x.example>のメール:",
        "2017년 4월 3일 (월) 오후 3:04, Ines Garnier <ines@x.example>님이 작성:",
    ] {
        let quoted = format!("Yes.\n\n{introduction}\n\n> Really?\n");
        check(introduction, &quoted, "Yes.");
        let bare = format!("Yes.\n\n{introduction}\n\nReally?\n");
        check(introduction, &bare, "Yes.");
        // One that begins with a name shows what it is by the address at the earliest.
        let gap = match introduction.strip_prefix("Ines Garnier <ines@x.example>") {
            Some(_) => introduction.rfind(' '),
            None => introduction
                .find(" <ines")
                .or_else(|| introduction.find(" Garnier")),
        };
        if let Some(gap) = gap {
            let (head, tail) = introduction.split_at(gap);
            let wrapped = format!("Yes.\n\n{head}\n{}\n\n> Really?\n", tail.trim_start());
            check(introduction, &wrapped, "Yes.");
        }
    }
}

#[test]
fn header_blocks() {
    for block in [
        "From: Ines <ines@x.example>\nSent: Monday, April 3, 2017 3:04 PM\nTo: Bo\nSubject: Paper",
        "De : Ines <ines@x.example>\nEnvoyé : lundi 3 avril 2017 15:04\nÀ : Bo\nObjet : Papier",
        "Von: Ines\nGesendet: Montag, 3. April 2017 15:04\nAn: Bo\nBetreff: Papier",
        "De: Ines\nEnviado el: lunes, 3 de abril de 2017 15:04\nPara: Bo\nAsunto: Papel",
        "Da: Ines\nInviato: lunedì 3 aprile 2017 15:04\nA: Bo\nOggetto: Carta",
        "De: Ines\nEnviada em: segunda-feira, 3 de abril de 2017 15:04\nPara: Bo\nAssunto: Papel",
        "Van: Ines\nVerzonden: maandag 3 april 2017 15:04\nAan: Bo\nOnderwerp: Papier",
        "Från: Ines\nSkickat: den 3 april 2017 15:04\nTill: Bo\nÄmne: Papper",
        "Fra: Ines\nSendt: 3. april 2017 15:04\nTil: Bo\nEmne: Papir",
        "Lähettäjä: Ines\nLähetetty: 3. huhtikuuta 2017 15:04\nVastaanottaja: Bo\nAihe: Paperi",
        "Od: Ines\nWysłano: 3 kwietnia 2017 15:04\nDo: Bo\nTemat: Papier",
        "От: Ines\nОтправлено: 3 апреля 2017 г. 15:04\nКому: Bo\nТема: Бумага",
        "发件人: Ines\n发送时间: 2017年4月3日 15:04\n收件人: Bo\n主题: 纸",
        "差出人: Ines\n送信日時: 2017年4月3日 15:04\n宛先: Bo\n件名: 紙",
        "*From:* Ines\n*Sent:* Monday\n*To:* Bo\n*Subject:* Paper",
        "From: Ines\nDate: Monday\nSubject: A subject that\nis wrapped\nTo: Bo",
    ] {
        let text = format!("Yes.\n\n{block}\n\nReally?\n");
        check(block, &text, "Yes.");
    }
}

#[test]
fn markers() {
    for marker in [
        "-----Original Message-----",
        "*-------- Original Message --------*",
        "-------- Message d'origine --------",
        "-----Ursprüngliche Nachricht-----",
        "-----Mensaje original-----",
        "-----Messaggio originale-----",
        "-----Mensagem original-----",
        "-----Oorspronkelijk bericht-----",
        "-----Ursprungligt meddelande-----",
        "-----Oprindelig meddelelse-----",
        "-----Alkuperäinen viesti-----",
        "-----Исходное сообщение-----",
        "---------- Forwarded message ---------",
        "----- Forwarded by Ines/Lumen on 03/04/2017 15:04 -----",
        "Begin forwarded message:",
        "Début du message transféré :",
    ] {
        check(marker, &format!("Yes.\n\n{marker}\n\nReally?\n"), "Yes.");
    }
}
