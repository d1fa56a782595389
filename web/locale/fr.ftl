### Les phrases du guichet en français. `$` nomme ce qui est inséré ; seules balises : b, a, kbd et code.
### Espace insécable avant : ; ? et autour des unités.

## The shell of every page.

app-skip = Aller au contenu
app-brand-home = { $organization }, page d’accueil
app-main = Principal
app-home = Accueil
app-tickets = Tickets
app-inbox = Boîte
app-unread =
    { $n ->
        [one] ticket avec du nouveau
       *[other] tickets avec du nouveau
    }
app-mentioned = Vous êtes mentionné dans
app-commands = Actions
app-commands-hint = Tapez une commande, un numéro de ticket ou des mots
app-commands-none = Rien sous ce nom. Essayez un numéro de ticket ou un client.
app-commands-list = Afficher les tickets de « { $query } »
app-commands-colon =  :
manifest-description = Le guichet d’assistance : chaque demande un ticket, chaque réponse à sa place.
app-keys = Touches
app-keyboard = Clavier
app-single-keys = Raccourcis à une touche
app-single-keys-hint = À désactiver si vous dictez ou utilisez un lecteur d’écran.
app-sign-out = Se déconnecter
app-profile = Profil
app-language = Langue et thème
app-theme-toggle = Passer du clair au sombre
app-demo = <b>Ceci est une démonstration.</b> Les personnes et les tickets sont inventés, et aucun courriel ne quitte cette machine.
app-offline = Pas de liaison avec le guichet. L’affichage peut dater ; il se mettra à jour tout seul.
app-unsaved = Pas encore enregistré :
app-choose-again = Perdu au rechargement, à choisir de nouveau : { $names }
app-stale = Cette page n’a pas pu être actualisée.
app-stale-since = Vous la voyez telle qu’à { $time }. Ce que vous avez saisi est conservé.
app-again = Réessayer
app-copy = Copier
app-copied = Copié
app-close = Fermer
app-cancel = Annuler
app-save = Enregistrer
app-error = Erreur :
app-problem = Il y a un problème
role-admin = Administrateur
role-expert = Expert
role-observer = Observateur
theme-system = Thème : celui du système
theme-light = Thème : clair
theme-dark = Thème : sombre
language-en = English
language-fr = Français

## The keyboard list.

key-next = Ticket suivant, précédent
key-open = Ouvrir le ticket
key-preview = Aperçu
key-select = Sélectionner ; Maj et un clic : une plage
key-search = Rechercher
key-create = Créer un ticket
key-reply = Répondre
key-note = Note
key-status = Changer le statut
key-priority = Changer la priorité
key-assign = Attribuer
key-tag = Ajouter une étiquette
key-close = Fermer le ticket, passer au suivant
key-undo = Annuler
key-home = Aller à l’accueil
key-tickets = Aller aux tickets
key-inbox = Aller à la boîte
key-settings = Aller aux réglages
key-send = Envoyer
key-commands = Actions
key-mine = M’attribuer le ticket
key-keys = Cette liste
key-escape = Fermer, revenir
keycap-enter = Entrée
keycap-space = Espace
keycap-esc = Échap

## Closed sets.

status-open = Ouvert
status-processing = En cours
status-waiting = En attente
status-closed = Fermé
priority-low = Basse
priority-medium = Moyenne
priority-high = Haute
priority-urgent = Urgente
assignee-nobody = Personne
assignee-group = Groupe :
assignee-users = Utilisateurs
assignee-groups = Groupes
view-needs-answer = À répondre
view-mine = Les miens
view-unassigned = Non attribués
view-not-closed = Non fermés
view-everything = Tout

## What can be wrong with a field.

problem-required = Remplissez ce champ
problem-address = Écrivez une adresse de courriel telle que nom@example.org
problem-addresses = « { $about } » n’est pas une adresse de courriel : séparez les adresses par des virgules
problem-address-line = « { $about } » n’est pas une adresse de courriel : écrivez une adresse par ligne
problem-other-customer = Cette adresse appartient à un autre client : { $about }
problem-no-customer = Personne d’autre n’a cette adresse
problem-not-theirs = Ce n’est pas ce qui est écrit ci-dessus : recopiez-le tel quel
problem-too-long = Écrivez moins : c’est plus long que ce que le guichet conserve
problem-too-many = Au plus { $about } adresses : retirez-en
problem-too-many-at-once = Au plus { $about } tickets changent à la fois, et rien n’a été changé : réduisez la liste avec un filtre
problem-password-short = Utilisez au moins 12 caractères
problem-password-common = Ce mot de passe se devine vite. Prenez plus long, ou des mots sans rapport entre eux
problem-password-wrong = Ce n’est pas votre mot de passe
problem-code-wrong = Ce code n’est pas le bon, ou il a déjà servi
problem-paused = Trop d’essais. Attendez un quart d’heure
problem-zone = Écrivez un fuseau horaire tel que Europe/Paris
problem-choice = Choisissez dans la liste
problem-taken = C’est déjà utilisé
problem-past = Choisissez une date à venir
problem-inactive = Cette personne est désactivée : réactivez-la d’abord
problem-hours = Écrivez quand le travail commence puis quand il finit
problem-spans = Les premières heures doivent finir avant que commencent les secondes
problem-no-hours = Écrivez pour un jour au moins quand quelqu’un est là
problem-holiday = Commencez chaque ligne par un jour tel que 2026-12-25, ou 12-25 pour chaque année. Pas un jour : { $about }
problem-target = Écrivez une durée en heures ouvrées telle que 30m ou 4h, au plus 8784h
problem-most = Le guichet en garde au plus { $about } : retirez-en
problem-in-bin = Ce ticket est dans la corbeille : restaurez-le d’abord
problem-no-ticket = Ce ticket n’existe pas
problem-closed = Un ticket fermé ne dort pas : rouvrez-le d’abord
problem-merged = Ce ticket est fusionné avec un autre : séparez-les d’abord
problem-itself = C’est ce ticket lui-même
problem-first-mail = Un ticket garde son premier courriel
problem-last-admin = Il faut garder au moins un administrateur qui puisse se connecter
problem-beyond-you = Vous ne pouvez ni donner ni retirer des droits que vous n’avez pas vous-même
problem-predefined = Les rôles d’origine gardent leur nom, et l’administrateur ses droits
problem-own-mailbox = C’est une adresse du guichet lui-même : écrivez-en une autre
problem-tag = Au plus 40 caractères, sans virgule, deux-points, guillemet ni chevron
problem-file-too-large = « { $about } » dépasse 25 Mo : envoyez-le autrement
problem-file-left-out = « { $about } » ne tenait pas avec les autres fichiers et a été laissé de côté
problem-files-too-large = Ensemble, les fichiers dépassent 25 Mo : retirez-en un
problem-file-gone = Un fichier n’est plus là : joignez-le à nouveau
problem-nobody-to-write-to = Personne ici n’a d’adresse de courriel : écrivez une note, ou téléphonez
problem-nobody-to-tell = Ce client n’a pas d’adresse de courriel : écrivez-en une ci-dessus, ou laissez cette case vide
problem-no-mailbox = Le guichet n’a pas de boîte mail pour envoyer : un administrateur peut en ajouter une
problem-changed = Quelqu’un l’a modifié entre-temps. Enregistrez à nouveau pour imposer votre version
problem-no-match = Cette adresse et ce mot de passe ne vont pas ensemble
problem-local-part = 46 caractères au plus avant le @, pour que les réponses trouvent leur ticket
problem-last-mailbox = Le guichet garde au moins une boîte
problem-range = Écrivez un nombre de la plage { $about }
problem-day = Écrivez un jour, par exemple 2026-12-31
problem-moment = Choisissez un jour et une heure
problem-domain = Écrivez un domaine, par exemple example.org
problem-host = Écrivez un nom de serveur ou une adresse, par exemple smtp.example.org
problem-port = Écrivez un port de 1 à 65535
problem-line = Écrivez une ligne sans caractères de contrôle
problem-password-missing = Écrivez le mot de passe : ce serveur ou cet utilisateur le demande
problem-user-missing = Écrivez le nom d’utilisateur de ce mot de passe
problem-plain-password = Choisissez TLS ou STARTTLS : un mot de passe ne part jamais en clair
problem-plain-host = Choisissez TLS ou STARTTLS : en clair, le courrier ne va qu’à cette machine ou à un réseau autorisé

## Dates and sizes. A short month stands in lists, a long one in logs.

date-now = à l’instant
date-min = { $n } min
date-hours = { $n } h
date-days = { $n } jours
date-yesterday = hier
date-today = Aujourd’hui
date-yesterday-line = Hier
date-line = { $weekday } { $date }
date-long =
    { $day ->
        [1] 1er
       *[other] { $day }
    } { $month }
date-long-year =
    { $day ->
        [1] 1er
       *[other] { $day }
    } { $month } { $year }
date-short =
    { $day ->
        [1] 1er
       *[other] { $day }
    } { $month }
date-short-year =
    { $day ->
        [1] 1er
       *[other] { $day }
    } { $month } { $year }
date-at = { $date }, { $time }
due-answer = Réponse due
due-solution = Résolution due
due-set = Échéance
due-answer-in = Réponse due dans
due-solution-in = Résolution due dans
due-set-in = Échéance dans
due-answer-late = Réponse en retard de
due-solution-late = Résolution en retard de
due-set-late = En retard de
due-in = dans
due-late = en retard de
date-weekday-1 = Lundi
date-weekday-2 = Mardi
date-weekday-3 = Mercredi
date-weekday-4 = Jeudi
date-weekday-5 = Vendredi
date-weekday-6 = Samedi
date-weekday-7 = Dimanche
date-month-1 = janvier
date-month-2 = février
date-month-3 = mars
date-month-4 = avril
date-month-5 = mai
date-month-6 = juin
date-month-7 = juillet
date-month-8 = août
date-month-9 = septembre
date-month-10 = octobre
date-month-11 = novembre
date-month-12 = décembre
date-month-short-1 = janv.
date-month-short-2 = févr.
date-month-short-3 = mars
date-month-short-4 = avr.
date-month-short-5 = mai
date-month-short-6 = juin
date-month-short-7 = juil.
date-month-short-8 = août
date-month-short-9 = sept.
date-month-short-10 = oct.
date-month-short-11 = nov.
date-month-short-12 = déc.
size-bytes = { $n } o
size-kb = { $n } Ko
size-mb = { $n } Mo
size-gb = { $n } Go

## The overview.

ticket_list-title = Tickets
ticket_list-search = Rechercher des tickets
ticket_list-search-hint = Rechercher un texte, une personne, un numéro
query-fault-nearest = Ce filtre n’existe pas. Vouliez-vous dire « { $about }: » ?
query-fault-key = Ce filtre n’existe pas. Il y a status, priority, assignee, group, tag, customer, from, to, subject, body, has, mailbox, is, before, after, updated, number, closed, due, waits, answered, solved, members, organization et sort.
query-fault-empty = Écrivez une valeur après les deux-points.
query-fault-value = Ceci n’est pas connu ici. Écrivez, par exemple : { $about }
query-fault-or = OR se place entre deux mots.
query-fault-too-many = Au plus { $about } mots sont lus.
query-chips = Ce qui est recherché
query-chip = { $key } :
query-chip-not = sauf
query-chip-or = ou
query-chip-remove = Retirer « { $word } »
query-key-status = Statut
query-key-priority = Priorité
query-key-assignee = Responsable
query-key-group = Groupe
query-key-tag = Étiquette
query-key-customer = Client
query-key-from = De
query-key-to = À
query-key-subject = Objet
query-key-body = Texte
query-key-has = Avec
query-key-mailbox = Boîte
query-key-is = État
query-key-before = Créé avant
query-key-after = Créé depuis
query-key-updated = Modifié depuis
query-key-number = Numéro
query-key-closed = Fermé depuis
query-key-due = À rendre avant
query-key-waits = En attente depuis
query-key-answered = Première réponse en
query-key-solved = Résolu en
query-key-members = Groupe ou ses membres
query-key-organization = Organisation
query-key-sort = Ordre
query-is-open = Non fermé
query-is-closed = Fermé
query-is-mine = À moi
query-is-unassigned = À personne
query-is-overdue = En retard
query-is-automatic = Courrier automatique
query-is-ours = À nous de jouer
query-is-snoozed = En sommeil
query-is-mentioned = Vous mentionne
query-is-unread = Non lu
query-is-work = Mon travail
query-is-deleted = Dans la corbeille
query-has-attachment = Un fichier
query-has-pdf = Un PDF
query-has-image = Une image
query-has-document = Un document
query-has-sheet = Un tableau
query-has-archive = Une archive
query-has-note = Une note
query-has-reply = Une réponse
query-who-me = Moi
query-who-nobody = Personne
query-who-mine = Mes groupes
query-sort-oldest = Les plus anciens d’abord
query-sort-newest = Les plus récents d’abord
query-sort-due = Échéance la plus proche d’abord
query-sort-priority = Les plus urgents d’abord
query-sort-updated = Dernière modification
query-sort-number = Par numéro
query-sort-name = Par nom
query-sort-customer = Par client
query-sort-status = Par statut
query-sort-assignee = Par responsable
query-sort-tags = Par étiquette
query-sort-mailbox = Par boîte
query-sort-best = Plus pertinents d’abord
query-span-1h = 1 heure
query-span-4h = 4 heures
query-span-1d = 1 jour
query-span-7d = 7 jours
query-span-30d = 30 jours
ticket_list-views = Vues
ticket_list-filters = Filtres rapides
ticket_list-clear = Effacer les filtres
ticket_list-caption = Tickets, { $order }. Entrée ouvre, espace montre l’aperçu, X sélectionne.
ticket_list-loading = Chargement des tickets
order-newest = le changement le plus récent d’abord
order-best = les meilleures réponses d’abord
order-ascending = par { $column }, croissant
order-descending = par { $column }, décroissant
order-usual = Revenir au changement le plus récent d’abord
ticket_list-order = Trier par
bulk-title = Tickets sélectionnés
bulk-choose = Sélectionner le ticket #{ $number }
bulk-all = Sélectionner tous ceux affichés
bulk-chosen =
    { $n ->
        [one] { $n } sélectionné
       *[other] { $n } sélectionnés
    }
bulk-whole =
    { $total ->
        [one] Sélectionner { $total } ticket de cette liste
       *[other] Sélectionner les { $total } de cette liste
    }
bulk-whole-chosen =
    { $total ->
        [one] { $total } ticket de cette liste sélectionné
       *[other] Les { $total } de cette liste sélectionnés
    }
bulk-most = { $total } tickets, c’est trop à la fois : réduisez la liste à { $most } ou moins avec un filtre
bulk-assign = Attribuer
bulk-tag = Étiquette
bulk-tag-remove = Retirer cette étiquette
bulk-none = Annuler la sélection
ticket_list_view-save = Garder la vue
ticket_list_view-name = Nom de la vue
ticket_list_view-shared = Pour tout le monde
ticket_list_view-update = Enregistrer
ticket_list_view-new = Enregistrer à part
ticket_list_view-delete = Supprimer
ticket_list-views-own = Mes vues
ticket_list-views-shared = Vues partagées
ticket_list-export = Exporter en CSV
columns-title = Colonnes
columns-earlier = Avancer { $name } d’une place
columns-later = Reculer { $name } d’une place
columns-width = Largeur de { $name }
columns-place = { $name }, colonne { $at } sur { $of }
columns-pixels = { $n } pixels de large
columns-compact = Lignes serrées
columns-apply = Afficher ces colonnes
column-name = Nom
column-customer = Client
column-status = Statut
column-assignee = Responsable
column-priority = Priorité
column-tags = Étiquettes
column-updated = Modifié
column-created = Créé
column-number = Nº
column-description = Description
column-due = Échéance
column-mailbox = Boîte
column-best = Plus pertinents d’abord
ticket_list-total =
    { $total ->
        [one] { $total } ticket
       *[other] { $total } tickets
    }
ticket_list-older = Voir les plus anciens
ticket_list-newest = Revenir aux plus récents
ticket_list-new =
    { $n ->
        [one] { $n } nouveau, afficher
       *[other] { $n } nouveaux, afficher
    }
ticket_list-first = Pas encore de ticket
ticket_list-first-hint = Chaque courriel envoyé à cette adresse devient un ticket ici :
ticket_list-first-create = En créer un à la main
ticket_list-first-mail = Envoyer un courriel d’essai
ticket_list-none = Aucun résultat
ticket_list-none-for = Aucun résultat pour <code>{ $query }</code>
ticket_list-near = Rien ne contient <code>{ $typed }</code>. Voici ce que trouve <code>{ $shown }</code>.
ticket_list-indexed = La recherche est en cours de reconstruction et contient { $percent } % des tickets. Ce qui n’y est pas encore n’est pas trouvé.
ticket_list-none-hint = Retirez un filtre ou cherchez avec moins de mots.
ticket_list-wider-words =
    { $total ->
        [one] { $total } ticket correspond sans ces mots.
       *[other] { $total } tickets correspondent sans ces mots.
    }
ticket_list-wider-term =
    { $total ->
        [one] { $total } ticket correspond sans <code>{ $term }</code>.
       *[other] { $total } tickets correspondent sans <code>{ $term }</code>.
    }
ticket_list-wider-status =
    { $total ->
        [one] { $total } ticket correspond avec un autre statut.
       *[other] { $total } tickets correspondent avec un autre statut.
    }
ticket_list-wider-priority =
    { $total ->
        [one] { $total } ticket correspond avec une autre priorité.
       *[other] { $total } tickets correspondent avec une autre priorité.
    }
ticket_list-wider-assignee =
    { $total ->
        [one] { $total } ticket correspond avec un autre responsable.
       *[other] { $total } tickets correspondent avec un autre responsable.
    }
ticket_list-without-words = Chercher sans ces mots
ticket_list-without-term = Chercher sans { $term }
ticket_list-without-status = Tous les statuts
ticket_list-without-priority = Toutes les priorités
ticket_list-without-assignee = Tous les responsables
ticket_list-preview = Aperçu
ticket_list-preview-close = Fermer l’aperçu
ticket_list-go = Ouvrir le ticket
ticket_list-latest = Dernier message
ticket_list-activities = Dernières activités

## A ticket made by hand.

ticket_create-title = Créer un ticket
ticket_create-email = Adresse de courriel du client
ticket_create-email-hint = Une adresse nouvelle crée le client.
ticket_create-customer = Client
ticket_create-customer-hint = Un nom. Une personne connue se trouve aussi par son adresse, son téléphone ou son organisation.
ticket_create-phone = Téléphone
ticket_create-phone-hint = Suffit pour une personne sans adresse.
ticket_create-tags-hint = Séparées par des virgules
ticket_create-notify = Prévenir le client par courriel
ticket_create-notify-hint = La description lui est envoyée. Sa réponse rejoint le ticket.

## The ticket inbox.

inbox-label = Boîte de tickets
inbox-open = Ouvrir la boîte
inbox-close = Fermer la boîte
inbox-search = Rechercher dans la boîte
inbox-mentioned = Vous êtes mentionné
inbox-mentions = { $n ->
    [one] Un ticket vous mentionne
   *[other] { $n } tickets vous mentionnent
}
inbox-search-hint = Rechercher
inbox-none = Rien ici.
inbox-ticket = Ticket
inbox-choose = Choisissez un ticket
inbox-choose-hint = <kbd>J</kbd> et <kbd>K</kbd> parcourent la liste, <kbd>↵</kbd> ouvre.
inbox-done = Tout est traité
inbox-done-hint = Aucun ticket n’attend ici. Les nouveaux apparaissent d’eux-mêmes.

## A ticket and its fields.

ticket-label = Ticket { $number }
ticket-ticket = Ticket
ticket-name = Nom
ticket-description = Description
ticket-customer = Client
ticket-customer-edit = Modifier le client
ticket-customer-edit-short = Modifier
ticket-customer-name = Nom
ticket-customer-organization = Organisation
ticket-customer-unnamed = Le nom écrit ici vaut pour tous ceux de { $domain }.
ticket-customer-addresses = Adresses de courriel
ticket-customer-addresses-hint = Une par ligne. Les courriels vont à la première.
ticket-customer-phone = Téléphone
ticket-customer-notes = Notes sur ce client
ticket-customer-notes-save = Enregistrer les notes
ticket-customer-no-notes = Pas encore de notes
ticket-customer-change = Changer de client
ticket-customer-change-short = Changer
ticket-customer-to = Son adresse de courriel
ticket-customer-to-hint = Le ticket devient le sien. La personne à qui il appartenait n’y participe plus.
ticket-customer-change-go = Lui donner le ticket
ticket-customer-merge = Même personne qu’une autre
ticket-customer-merge-short = Même personne
ticket-customer-merge-hint = Ses adresses, son téléphone, ses notes et ses tickets rejoignent ce client. Cela peut être défait plus tard.
ticket-customer-merge-go = Fusionner
ticket-customer-merged = Aussi <b>{ $name }</b>
ticket-customer-unmerge = Séparer à nouveau

## Un client.

customer-known = Ce que l’on sait
customer-none = Non connu
customer-since = Connu depuis
customer-tickets =
    { $n ->
        [0] Tickets
        [one] Un ticket
       *[other] { $n } tickets
    }
customer-all = Les afficher tous
customer-list = Afficher comme liste
customer-no-tickets = Aucun ticket que vous puissiez voir
customer-export-title = Données
customer-export-hint = Tout ce qui existe de ce client dans un seul fichier ZIP : ce qu’on sait de lui, tickets avec journaux et notes, courriels et fichiers. Le journal d’audit dit que vous l’avez pris.
customer-export = Exporter toutes les données
customer-erase-title = Effacer
customer-erase-hint = Avec tous ses tickets, courriels et fichiers, pour toujours. Vous voyez d’abord ce qui disparaît.
customer-erase = Effacer ce client…
customer_erase-title = Effacer { $name }
customer_erase-back = Retour au client
customer_erase-goes = Ceci disparaît
customer_erase-tickets = Tickets, avec journaux et notes
customer_erase-messages = Courriels qu’ils contiennent
customer_erase-files = Fichiers
customer_erase-bytes = En tout
customer_erase-record = Le nom, les adresses, le téléphone et les notes disparaissent aussi, et l’organisation si personne d’autre n’en fait partie. Un courriel qui attend encore de lui être envoyé ne part pas.
customer_erase-merged = De même ceux qui ont été fusionnés avec ce client : { $names }
customer_erase-elsewhere = Dans les tickets d’autres clients, ses courriels sont vidés, son adresse est retirée, et le journal dit que quelque chose a été effacé. Les courriels d’autres personnes qui le nomment ou le répètent perdent l’original et la partie citée.
customer_erase-stays = Ceci reste
customer_erase-stays-hint = Ce que votre équipe a écrit sur lui ailleurs : dans des notes, des règles et des vues. Qu’un client a été effacé, quand et combien, sans nom, est écrit dans le journal d’audit. Une empreinte de ses adresses est gardée, qui ne permet pas de les retrouver, pour qu’une sauvegarde restaurée l’efface à nouveau. Qui écrit plus tard de la même adresse est un nouveau client.
customer_erase-changed = Quelque chose est arrivé ou a changé depuis l’affichage de cette page. Relisez-la, puis confirmez.
customer_erase-never = Ceci ne pourra jamais être annulé.
customer_erase-address = Sa première adresse de courriel
customer_erase-type = Pour confirmer, écrivez : { $word }
customer_erase-go = Effacer pour toujours
ticket-people = Autres participants
ticket-people-stranger = Non confirmé : pas en copie
ticket-people-none = Personne d’autre
ticket-people-remove = Retirer { $address }
ticket-people-add = Ajouter une adresse de courriel
ticket-status = Statut
ticket-priority = Priorité
ticket-assignee = Responsable
ticket-tags = Étiquettes
ticket-created = Créé
ticket-due = Fixer une échéance
ticket-updated = Modifié
ticket-mailbox = Boîte mail
ticket-automatic = Courrier automatique
ticket-close = Fermer
ticket-reopen = Rouvrir
ticket-more = Autres actions
ticket-delete = Supprimer
ticket-restore = Restaurer
ticket-links = Tickets liés
ticket-no-links = Aucun
ticket-binned = dans la corbeille
ticket-link = Lier à #
ticket-unlink = Retirer le lien vers { $number }
ticket-merge = Fusionner
ticket-merge-into = Fusionner avec #
ticket-unmerge = Séparer
ticket-snooze = Mettre en sommeil
ticket-snooze-hours = Dans 4 heures
ticket-snooze-tomorrow = Demain à 9 h
ticket-snooze-week = Lundi prochain à 9 h
ticket-snooze-until = En sommeil jusqu’au
ticket-asleep = En sommeil jusqu’au <b>{ $date }</b>, ou jusqu’à ce que le client écrive.
ticket-asleep-until = En sommeil jusqu’au { $date }
ticket-wake = Réveiller
ticket-came-from = <b>{ $number }</b> a été fusionné avec ce ticket.
ticket-in-bin = Dans la corbeille jusqu’au <b>{ $date }</b>. Ensuite, il disparaît définitivement.
ticket-in-bin-editor = Ce que vous avez écrit reste ici et pourra être enregistré une fois le ticket restauré.
ticket-changed = Modifié : { $field }
ticket-closed = Fermé. Si { $name } réécrit, vous le verrez ici.
ticket-details = Détails du ticket
ticket-fields = Détails
ticket-back = Revenir à la conversation
ticket-log = Journal d’activité
ticket-log-older = Voir les lignes précédentes
ticket-log-newest = Revenir aux dernières lignes
ticket-newer =
    { $n ->
        [one] { $n } nouvelle ligne, afficher
       *[other] { $n } nouvelles lignes, afficher
    }
ticket-shows = Lignes du journal
ticket-show-all = Tout
ticket-show-mails = Courriels
ticket-show-notes = Notes
ticket-show-changes = Changements
ticket-fresh =
    { $n ->
        [one] { $n } nouveau
       *[other] { $n } nouveaux
    }
ticket-unread = non lu
ticket-looks = { $name } regarde aussi
ticket-look-two = { $name } et { $other } regardent aussi
ticket-look-more = { $n ->
    [one] { $name } et une autre personne regardent aussi
   *[other] { $name } et { $n } autres personnes regardent aussi
}
ticket-copy-link = Copier le lien
ticket-print = Imprimer
ticket-forward = Transférer le dernier courriel
ticket-mark-unread = Marquer comme non lu
ticket-step-at = { $at } sur { $of }
ticket-step-back = Ticket précédent de la liste
ticket-step-on = Ticket suivant de la liste
ticket-tag-add = Ajouter une étiquette
ticket-tag-remove = Retirer l’étiquette { $tag }
ticket-tag-new = Nouvelle étiquette : { $tag }
ticket-no-description = Pas de description
ticket-no-tags = Aucune étiquette
ticket-gone = Ce ticket ne vous est plus visible
ticket-gone-hint = Il a été confié à quelqu’un d’autre, ou ce que vous pouvez voir a changé. Un texte commencé reste dans cette fenêtre jusqu’à ce que vous la fermiez ou vous déconnectiez.
ticket-gone-back = Retour à la boîte
ticket-edit-text = Modifier le nom et la description
ticket-earlier = Tickets précédents

## Les organisations des clients.

companies-title = Organisations
companies-lead = À qui les clients appartiennent
companies-search = Rechercher un nom ou un domaine
companies-go = Rechercher
companies-every = Tout afficher
companies-domains = Domaines de messagerie
companies-no-domains = Aucun domaine
companies-customers = Clients
companies-tickets-of = Tickets de { $name } : { $n }
companies-none = Aucune organisation pour l’instant. Le premier client qui écrit depuis le domaine de messagerie d’une organisation la crée.
companies-none-found = Aucune organisation n’a ces mots dans son nom ou son domaine.
companies-first = Depuis le début
companies-more = En afficher plus
company-back = Toutes les organisations
company-domains-hint = Un par ligne. Quiconque écrit pour la première fois depuis l’un d’eux appartient à cette organisation.
company-customers =
    { $n ->
        [0] Clients
        [one] Un client
       *[other] { $n } clients
    }
company-tickets =
    { $n ->
        [0] Aucun ticket
        [one] Un ticket
       *[other] { $n } tickets
    }
company-no-customers = Personne n’y appartient.
company-delete-title = Supprimer
company-delete-hint = Ses clients et leurs tickets restent, sans organisation. Cela peut être annulé pendant dix minutes.
company-delete = Supprimer l’organisation
notice-company-changed = L’organisation <b>{ $subject }</b> est modifiée.
notice-undone-company-changed = L’organisation <b>{ $subject }</b> est comme avant.
notice-company-deleted = L’organisation <b>{ $subject }</b> est supprimée.
notice-undone-company-deleted = L’organisation <b>{ $subject }</b> est de retour, avec ses clients.

## The lines of the log.

log-the-desk = Le guichet
log-new = Nouveau
log-created-mail = Créé à partir d’un courriel à <b>{ $address }</b>
log-created-mail-only = Créé à partir d’un courriel
log-created-hand = <b>{ $who }</b> a créé le ticket
log-created-api = <b>{ $who }</b> a créé le ticket par programme
log-created-automatic = (courrier automatique, jamais suivi d’une réponse automatique)
log-message-in = <b>{ $who }</b> a écrit
log-message-out = <b>{ $who }</b> a répondu
log-forwarded = a transféré <a href="{ $href }">un courriel</a> à { $to }
log-forwarded-by = <b>{ $who }</b> a transféré un courriel à { $to }
log-forwarded-text = Afficher ce qui a été transféré
log-message-by = Message de { $name }
log-note = <b>{ $who }</b> a écrit une note
log-note-by = Note de { $name }
log-note-changed = modifiée { $at }
log-note-edit = Modifier
log-note-delete = Supprimer
log-note-gone = Une note se trouvait ici ; son auteur l’a supprimée
log-note-edited = <b>{ $who }</b> a modifié <a href="{ $href }">une note</a>
log-note-restored = <b>{ $who }</b> a rétabli <a href="{ $href }">une note</a>
log-note-deleted = <b>{ $who }</b> a supprimé une note
log-note-before = Afficher le texte précédent
log-note-put-back = La rétablir
log-note-word = note, pour votre équipe
log-name = <b>{ $who }</b> a changé le nom de { $old } à <b>{ $new }</b>
log-description = <b>{ $who }</b> a modifié la description
log-status-asked = <b>{ $who }</b> a changé le statut : { $old } → <b>{ $new }</b>
log-status-customer-wrote = Le client a écrit : statut { $old } → <b>{ $new }</b>
log-status-sent = <b>{ $who }</b> a répondu : statut { $old } → <b>{ $new }</b>
log-status-first-reply = Première réponse de <b>{ $who }</b> : statut { $old } → <b>{ $new }</b>
log-status-outside-wrote = Réponse à un courriel transféré : statut { $old } → <b>{ $new }</b>
log-priority = <b>{ $who }</b> a changé la priorité : { $old } → <b>{ $new }</b>
log-assignee-asked = <b>{ $who }</b> a changé le responsable : { $old } → <b>{ $new }</b>
log-assignee-customer-wrote = Le client a écrit : responsable { $old } → <b>{ $new }</b>
log-assignee-sent = <b>{ $who }</b> a répondu : responsable { $old } → <b>{ $new }</b>
log-assignee-first-reply = Première réponse de <b>{ $who }</b> : responsable { $old } → <b>{ $new }</b>
log-assignee-left = <b>{ $old }</b> a rendu ce ticket : le responsable est maintenant <b>{ $new }</b>
log-assignee-made = Créé par une personne qui ne le verrait pas autrement : le responsable est <b>{ $new }</b>
log-tag-added = <b>{ $who }</b> a ajouté l’étiquette <b>{ $tag }</b>
log-tag-removed = <b>{ $who }</b> a retiré l’étiquette <b>{ $tag }</b>
log-due = <b>{ $who }</b> a fixé l’échéance au <b>{ $due }</b>
log-due-moved = <b>{ $who }</b> a déplacé l’échéance du { $old } au <b>{ $due }</b>
log-no-due = <b>{ $who }</b> a retiré l’échéance, qui était le { $old }
log-deleted = <b>{ $who }</b> a mis le ticket à la corbeille
log-retired = Mis à la corbeille : fermé, sans événement pendant la durée de conservation
log-restored = <b>{ $who }</b> a sorti le ticket de la corbeille
log-rule = Règle <b>{ $rule }</b> :{" "}
log-rule-link = Règle <a href="{ $href }">{ $rule }</a> :{" "}
log-rule-default = Règle par défaut :{" "}
rule-effect-status = statut { $old } → <b>{ $new }</b>
rule-effect-priority = priorité { $old } → <b>{ $new }</b>
rule-effect-assignee = responsable { $old } → <b>{ $new }</b>
rule-effect-tag-added = étiquette <b>{ $tag }</b> ajoutée
rule-effect-tag-removed = étiquette <b>{ $tag }</b> retirée
rule-effect-name = le nom devient <b>{ $new }</b>
rule-effect-note = note : { $text }
rule-effect-due = échéance le <b>{ $due }</b>
rule-effect-no-due = plus d’échéance
rule-effect-snoozed = en sommeil jusqu’au <b>{ $until }</b>
log-linked-number-only = Lié à <a href="{ $href }">{ $number } { $name }</a> : le message n’en citait que le numéro, et son expéditeur n’est pas prouvé
log-linked-received-id-only = Lié à <a href="{ $href }">{ $number } { $name }</a> : le message répond à l’un des siens, et son expéditeur n’est pas prouvé
log-linked-closed-long-ago = Lié à <a href="{ $href }">{ $number } { $name }</a>, fermé depuis trop longtemps pour être rouvert
log-linked-deleted = Lié à <a href="{ $href }">{ $number } { $name }</a>, qui était dans la corbeille et ne reçoit plus de courriels
log-linked-asked = <b>{ $who }</b> l’a lié à <a href="{ $href }">{ $number } { $name }</a>
log-unlinked = <b>{ $who }</b> a retiré le lien vers <a href="{ $href }">{ $number }</a>
log-merged = <b>{ $who }</b> l’a fusionné avec <a href="{ $href }">{ $number }</a>
log-unmerged = <b>{ $who }</b> l’a séparé de <a href="{ $href }">{ $number }</a>
log-absorbed = <b>{ $who }</b> y a fusionné <b>{ $number } { $name }</b>
log-parted = <b>{ $who }</b> en a séparé <a href="{ $href }">{ $number }</a>
log-split-off = <b>{ $who }</b> a fait d’un courriel un ticket à part : <a href="{ $href }">{ $number }</a>
log-erased = Ce qu’un client avait ici est effacé
log-split-from = <b>{ $who }</b> a sorti ce courriel de <a href="{ $href }">{ $number }</a>
log-split-back = <b>{ $who }</b> a remis le courriel qui était devenu { $number }
log-snoozed = <b>{ $who }</b> l’a mis en sommeil jusqu’au <b>{ $until }</b>
log-woke-time = Réveillé : l’heure était venue
log-woke-customer-wrote = Réveillé : le client a écrit
log-woke-asked = <b>{ $who }</b> l’a réveillé
log-woke-outside-wrote = Réveillé : réponse à un courriel transféré
log-participant-known = <b>{ $name }</b> ({ $address }) participe désormais
log-participant-stranger = <b>{ $name }</b> ({ $address }) est arrivé par l’adresse de réponse et n’était pas connu ici
log-participant-confirmed = <b>{ $who }</b> a confirmé la participation de <b>{ $address }</b>
log-participant-unconfirmed = <b>{ $who }</b> est revenu sur la participation de <b>{ $address }</b>
log-participant-removed = <b>{ $who }</b> a retiré <b>{ $address }</b> de la conversation
log-customer-edited = <b>{ $who }</b> a modifié la fiche du client : { $fields }
log-customer-name = nom
log-customer-organization = organisation
log-customer-addresses = adresses de courriel
log-customer-phone = téléphone
log-customer-notes = notes
log-customer-asked = <b>{ $who }</b> a changé de client : de { $old } à <b>{ $new }</b>
log-customer-merged = <b>{ $who }</b> a fusionné le client { $old } avec <b>{ $new }</b>
log-customer-unmerged = <b>{ $who }</b> a annulé la fusion de clients : de { $old } à <b>{ $new }</b>
log-delivery-failed = Non remis à <b>{ $recipient }</b> :
log-to = à { $to }
log-cc = , cc { $cc }
log-subject = Objet :
log-no-text = Ce message n’a pas de texte.
log-quoted = Afficher le texte cité
log-html = Afficher la mise en page
log-frame = Message de { $name } dans sa mise en page
log-remote = Charger les images du serveur de l’expéditeur
log-raw = Original
log-forward = Transférer
log-answer-outside = Répondre
log-split = En faire un ticket
log-not-parsed-too-complex = Ce message est d’une construction trop compliquée pour être affiché. L’original est gardé.
log-not-parsed-poison = Ce message n’a pas pu être lu. L’original est gardé.
log-not-parsed-erased = Le client qui a écrit ceci a été effacé. Rien n’en est gardé.
log-not-parsed-abridged = Ce message nommait ou répétait un client qui a été effacé. Son texte et ses fichiers sont gardés, pas l’original.
log-stranger = Nouveau dans ce ticket : arrivé par l’adresse de réponse, sans y avoir participé. N’est pas en copie de vos réponses.
log-stranger-confirm = Laisser participer
log-outside = N’est pas le client : un courriel lui a été transféré. Les réponses au client n’en reprennent rien.
log-automatic-bounce = Un avis de retour d’un de nos messages
log-automatic-reply = Une réponse automatique
log-automatic-generated = Envoyé par un programme ou une liste
log-also-to = aussi à { $addresses }

## Where a sent mail stands.

delivery-queued = En file d’attente
delivery-sending = Envoi en cours
delivery-delivered = Remis à { $at }
delivery-server = serveur { $server }, non chiffré
delivery-server-tls = serveur { $server }, TLS
delivery-delayed = Retardé, prochain essai { $next }
delivery-delayed-ahead = Retardé, l’autre serveur essaie encore
delivery-failed = Échec de la remise à { $at }

## Why a mail was not delivered. What another server said is shown as it is.

reason-lost = le message n’est plus dans les données
reason-link-ended = le lien qu’il contient a expiré avant l’envoi
reason-link-replaced = un lien plus récent l’a remplacé
reason-sealed = il a été scellé avec un autre fichier guichet.key
reason-bare-line-end = le message contient un CR, LF ou NUL isolé et n’a pas été envoyé
reason-route-sealed = le mot de passe du serveur propre à la boîte ne peut pas être ouvert ; saisissez-le à nouveau dans les paramètres de la boîte
reason-took-an-hour = l’essai a duré plus d’une heure
reason-inside = l’essai a échoué dans le guichet ; son journal dit pourquoi
reason-clear = le relais { $about } est contacté en clair, mais n’est ni sur cette machine ni dans un réseau autorisé
reason-private = le serveur de courrier { $about } a une adresse privée ou de cette machine, à laquelle rien n’est envoyé
reason-no-server = { $about } n’a pas de serveur de courrier
reason-no-domain = le domaine { $about } n’existe pas
reason-no-address = le domaine { $about } n’a ni serveur de courrier ni adresse
reason-no-host = le serveur de courrier { $about } n’existe pas
reason-no-host-address = le serveur de courrier { $about } n’a pas d’adresse
reason-dns-unsure = le DNS n’est pas sûr de { $about }
reason-dns-silent = le DNS ne répond pas pour { $about }
reason-none-found = aucun serveur n’a été trouvé
reason-no-literal = [{ $about }] n’est pas une adresse à laquelle on peut envoyer du courrier
reason-null-mx = { $about } n’accepte pas de courrier (null MX, RFC 7505)
reason-ourselves = le serveur de courrier de { $about } est ce guichet, qui n’a pas cette boîte
reason-cut-off = la connexion a pris fin pendant l’envoi du message
reason-closed = le serveur a fermé la connexion
reason-no-answer = aucune réponse en { $about } s
reason-long-reply = sa réponse dépasse 100 lignes ou 64 Kio
reason-no-reply = sa réponse n’est pas une réponse SMTP
reason-more-than-starttls = il a envoyé plus que sa réponse à STARTTLS
reason-no-starttls = il n’offre pas STARTTLS, que les paramètres exigent
reason-password-in-clear = un mot de passe n’est jamais envoyé sans TLS
reason-no-sign-in = il n’offre aucune authentification connue (PLAIN, LOGIN)
reason-no-smtputf8 = le serveur n’accepte pas d’adresses hors ASCII (pas de SMTPUTF8)
reason-no-8bitmime = le serveur n’accepte pas de message à 8 bits (pas de 8BITMIME)
reason-too-large = le message dépasse les { $about } octets que le serveur accepte
reason-tls = TLS
reason-handshake-slow = la négociation a pris trop de temps
reason-given-up = abandonné après { $about } essais en 5 jours
reason-address-refused = l’adresse n’est pas acceptée
reason-no-mailbox = cette boîte n’existe pas
reason-domain-refuses = le domaine n’accepte pas de courrier
reason-address-wrong = l’adresse n’est pas écrite correctement
reason-moved = la boîte a déménagé sans laisser d’adresse
reason-ours-refused = notre adresse n’a pas été acceptée
reason-mailbox-off = la boîte est désactivée
reason-mailbox-full = la boîte est pleine
reason-too-big = le courriel est trop volumineux pour l’autre côté
reason-list-silent = la liste de diffusion n’a pas pu être jointe
reason-mailbox-trouble = la boîte a un problème
reason-server-full = l’autre serveur de courrier est plein
reason-server-trouble = l’autre serveur de courrier a un problème
reason-server-silent = l’autre serveur de courrier n’a pas répondu
reason-no-way = aucun chemin n’a été trouvé vers l’autre serveur de courrier
reason-overloaded = l’autre serveur de courrier est surchargé
reason-too-late = l’autre serveur de courrier n’a pas pu être joint à temps
reason-unreadable = l’autre côté ne sait pas lire ce genre de courriel
reason-not-allowed = l’autre côté n’autorise pas ce courriel
reason-security-rule = une règle de sécurité de l’autre côté a refusé le courriel
reason-sender-checks = les contrôles de l’expéditeur de l’autre côté ont échoué
reason-not-delivered = le courriel n’a pas pu être remis
reason-arrived = le courriel a été remis
reason-handed-on = le courriel a été confié à un système qui ne rend plus compte

## Writing.

composer-write = Écrire
composer-mail = Nouveau courriel
composer-note = Note
composer-to = À
composer-elsewhere = Écrit depuis { $from }, mais les réponses sont demandées à { $to }, dans un autre domaine. N’envoyez que si vous connaissez cette adresse.
composer-cc = Cc
composer-cc-hint = Adresses séparées par des virgules
composer-text = Message
composer-mail-hint = Écrire à { $name }…
composer-signature = Sous votre texte :
composer-attach = Joindre des fichiers
composer-send = Envoyer à { $name }
composer-send-keep = Envoyer
composer-send-waiting = Envoyer et attendre
composer-send-closed = Envoyer et fermer
composer-then-keep = garder le statut
composer-then-waiting = puis En attente
composer-then-closed = puis Fermé
composer-other = Autres façons d’envoyer
composer-held = Non envoyé : { $who } a écrit entre-temps ({ $ago }).
composer-held-hint = Lisez d’abord ; votre texte est gardé.
composer-held-show = Voir ce message
composer-held-send = Envoyer quand même
composer-no-address = Ce client n’a pas d’adresse de courriel : écrivez une note, ou téléphonez.
composer-team-only = Visible de votre équipe seulement.
composer-note-text = Note
composer-note-hint = Écrivez à votre équipe. @ mentionne quelqu’un.
composer-add-note = Ajouter la note
composer-without-files = Envoyer sans les fichiers
composer-noted = Note ajoutée
composer-forward = Transférer
composer-forward-hint = Le client n’en voit rien. Ce qui revient s’inscrit dans ce journal et ne va à personne.
composer-forward-text = Ajoutez un mot, ou rien…
composer-forward-below = Ce qui part avec : le courriel de { $name }
composer-forward-files = Fichiers qui partent avec
composer-forward-send = Transférer
composer-forwarded = Transféré
composer-answers = { $name } écrit une réponse
composer-answers-more = { $n ->
    [one] { $name } et une autre personne écrivent une réponse
   *[other] { $name } et { $n } autres personnes écrivent une réponse
}
composer-notes = { $name } écrit une note
composer-edits = { $name } modifie les détails

## Signing in.

sign_in-title = Se connecter
sign_in-email = Adresse de courriel
sign_in-password = Mot de passe
sign_in-show = Afficher le mot de passe
sign_in-busy = Trop de personnes se connectent en ce moment. Réessayez dans quelques secondes.
sign_in-left =
    { $left ->
        [0] C’était le dernier essai avant une pause de 15 minutes
        [one] Encore { $left } essai, puis une pause de 15 minutes
       *[other] Encore { $left } essais, puis une pause de 15 minutes
    }
sign_in-paused =
    { $minutes ->
        [one] Trop d’essais. Attendez { $minutes } minute, puis réessayez.
       *[other] Trop d’essais. Attendez { $minutes } minutes, puis réessayez.
    }
sign_in-forgotten = Mot de passe oublié ?

## First run.

setup-title-organization = Installation 1 sur 4
setup-title-address = Installation 2 sur 4
setup-title-admin = Installation 3 sur 4
setup-title-first-mail = Installation 4 sur 4
setup-progress = Avancement
setup-step-organization = Organisation
setup-step-address = Adresse
setup-step-admin = Administrateur
setup-step-first-mail = Premier courriel
setup-organization = Pour qui est ce guichet ?
setup-organization-name = Nom de l’organisation
setup-organization-hint = Les clients le voient dans les courriels.
setup-language = Langue des clients
setup-language-hint = Chaque expert choisit sa propre langue.
setup-zone = Fuseau horaire
setup-zone-hint = Par exemple Europe/Paris.
setup-address = À quelle adresse les clients écrivent-ils ?
setup-address-text = Cette machine reçoit elle-même le courrier. Aucune boîte à louer, aucun mot de passe à garder.
setup-mailbox = Adresse du guichet
setup-mailbox-hint = Par exemple support@example.org.
setup-mailbox-mx = Pour recevoir d’Internet, l’enregistrement <code>MX</code> du domaine désigne cette machine. Cela peut attendre : un message envoyé d’ici suffit pour essayer.
setup-admin = Votre propre compte
setup-admin-name = Votre nom
setup-password-hint = 12 caractères ou plus. Une phrase se retient bien et se devine mal.
setup-continue = Continuer
setup-create = Créer le compte
setup-back = Retour
setup-foot = Rien n’est définitif avant la création du compte.
setup-first-mail = Écrivez-vous maintenant
setup-first-mail-text = Envoyez n’importe quel courriel à cette adresse, depuis votre téléphone ou votre messagerie. Il apparaît ci-dessous en quelques secondes.
setup-first-mail-local = Le guichet écoute sur <code>{ $listen }</code>, que seule sa propre machine atteint : aucun courriel ne peut encore arriver de l’extérieur.
setup-local-test = Envoyez le premier dans un terminal de cette machine. Il apparaît ci-dessous en quelques secondes.
setup-the-test = la ligne qui envoie un courriel d’essai
setup-local-other = Pas de swaks ? Sous Debian : <code>apt-get install swaks</code>. Ou écrivez à <code>{ $address }</code> avec n’importe quelle messagerie de cette machine : serveur sortant <code>{ $listen }</code>, sans chiffrement ni mot de passe.
setup-local-outside = Pour recevoir de l’extérieur, écrivez <code>listen = "0.0.0.0:25"</code> sous <code>[smtp]</code> dans <code>guichet.toml</code>, dans le dossier de données, redémarrez le guichet, puis faites pointer l’enregistrement <code>MX</code> du domaine vers cette machine.
setup-the-address = l’adresse du guichet
setup-listening = En attente de votre message
setup-console = Journal de réception
setup-console-ready = réception prête sur { $address }
setup-works = Ça marche. Voici votre premier ticket :
setup-open = Ouvrir le guichet
setup-reload = Regarder à nouveau
setup-skip = Passer, j’essaierai plus tard
setup-nothing = Rien n’arrive ?
setup-nothing-test = Depuis cette machine : <code>{ $test }</code>
setup-nothing-port = Certains hébergeurs bloquent le port 25 : demandez au vôtre de l’ouvrir.
setup-nothing-attempt = Chaque tentative, même refusée, figure dans le journal ci-dessus avec la raison.

## The settings.
app-settings = Réglages
settings-title = Réglages
settings-of-desk = Guichet
settings-of-persons = Personnes
settings-of-machine = Cette machine
settings-organization = Organisation
settings-mail = Boîtes mail
settings-calendars = Heures ouvrées
settings-tags = Étiquettes
settings-people = Personnes et droits
settings-tokens = Jetons d’API
settings-retention = Conservation
settings-audit = Journal d’audit

## What was just done, and taking it back.

notice-undo = Annuler
notice-saved = Enregistré.
notice-erased = Le client est en cours d’effacement. Cela prend un moment ; ce qui est à lui quitte toutes les listes pendant ce temps.
notice-asleep = Il est déjà en sommeil jusqu’au <b>{ $date }</b>.
notice-over = Trop tard : cela ne peut plus être annulé.
notice-restored =
    { $n ->
        [one] { $n } ticket est revenu.
       *[other] { $n } tickets sont revenus.
    }
notice-left =
    { $n ->
        [one] { $n } ticket reste tel quel : quelqu’un l’a modifié depuis.
       *[other] { $n } tickets restent tels quels : quelqu’un les a modifiés depuis.
    }
notice-left-one = Ce que quelqu’un a modifié depuis reste tel quel.
notice-nothing = Rien n’est annulé.
notice-user-deactivated = <b>{ $subject }</b> n’a plus accès au guichet.
notice-undone-user-deactivated = <b>{ $subject }</b> a de nouveau accès au guichet.
notice-group-deleted = Le groupe <b>{ $subject }</b> est supprimé.
notice-undone-group-deleted = Le groupe <b>{ $subject }</b> est rétabli.
notice-role-deleted = Le rôle <b>{ $subject }</b> est supprimé.
notice-undone-role-deleted = Le rôle <b>{ $subject }</b> est rétabli.

## People, groups, roles.

right-tickets-read = Lire les tickets
right-tickets-note = Écrire des notes
right-tickets-edit = Modifier et créer des tickets
right-tickets-reply = Répondre aux clients
right-tickets-delete = Supprimer et restaurer des tickets
right-customers-erase = Effacer des clients pour toujours
right-api = Utiliser l’API
right-tags = Gérer les étiquettes
right-mailboxes = Gérer les boîtes mail
right-people = Gérer les personnes, les groupes et les rôles
right-settings = Modifier les réglages de l’organisation
right-audit = Lire le journal d’audit
right-rules = Écrire et essayer les règles
right-views = Partager des vues avec tous
settings_people-lead = Qui travaille à ce guichet, dans quel groupe, et ce que chaque rôle peut faire.
settings_people-invite = Inviter quelqu’un
settings_people-people = Personnes
settings_people-name = Nom
settings_people-roles = Rôles
settings_people-groups = Groupes
settings_people-last-seen = Dernière visite
settings_people-off = désactivé
settings_people-invited = invité
settings_people-second-step = Seconde étape
settings_people-not-invited = invitation non remise
settings_people-never = jamais
settings_people-nothing = Rien
settings_people-group = Groupe
settings_people-group-new = Nouveau groupe
settings_people-members = Membres
settings_people-mailboxes = Boîtes mail
settings_people-no-groups = Pas encore de groupe. Un ticket peut être confié à un groupe, et ses membres le voient.
settings_people-matrix = Ce que chaque rôle peut faire
settings_people-matrix-hint = Qui a plusieurs rôles peut faire tout ce que l’un d’eux permet. Ce que chacun voit se règle par personne.
settings_people-right = Droit
settings_people-role-new = Nouveau rôle
settings_user-email-hint = Un courriel y arrivera avec un lien pour choisir un mot de passe.
settings_user-roles-hint = Ensemble, ils disent ce que cette personne peut faire.
settings_user-groups-hint = Les tickets d’un groupe sont à tous ses membres.
settings_user-visibility = Voit
settings_user-sees-own = Ses tickets
settings_user-sees-own-hint = Seulement ce qui lui est confié.
settings_user-sees-groups = Les tickets de ses groupes
settings_user-sees-groups-hint = Ses tickets, et ceux des groupes, de leurs membres et de leurs boîtes mail.
settings_user-sees-all = Tous les tickets
settings_user-sees-all-hint = Tout ce qui passe par ce guichet.
settings_user-whole = Cette personne
settings_user-invite = Inviter
settings_user-beyond = Cette personne a plus de droits que vous. Quelqu’un qui en a autant peut la modifier.
settings_user-is-off = Désactivé : ne peut plus se connecter et ne reçoit plus de tickets.
settings_user-is-invited = N’a pas encore choisi de mot de passe.
settings_user-access = Accès
settings_user-invite-hint = Envoie un nouveau lien pour choisir un mot de passe. Il fonctionne pendant 7 jours et remplace les liens précédents.
settings_user-send-invite = Renvoyer l’invitation
settings_user-reset-hint = Envoie un lien pour choisir un nouveau mot de passe. Il fonctionne pendant une heure ; d’ici là, le mot de passe actuel reste valable.
settings_user-send-reset = Envoyer un lien de mot de passe
settings_user-mail-invite = Invitation du { $at } à { $to } :
settings_user-mail-reset = Lien de mot de passe du { $at } à { $to } :
settings_user-second-step-hint = Pour qui a perdu son application et ses codes de secours : le mot de passe suffira jusqu’à ce que la seconde étape soit activée à nouveau.
settings_user-second-step-own = Votre seconde étape se règle là où se trouve votre mot de passe.
settings_user-second-step-reset = Réinitialiser la seconde étape
settings_user-sign-out = Fermer les connexions
settings_user-sign-out-hint = Déconnecte cette personne dans tous ses navigateurs. Elle peut se reconnecter.
settings_user-deactivate = Désactiver
settings_user-deactivate-hint = Déconnecte cette personne et lui ferme le guichet. Ce qu’elle a écrit reste, et ses tickets ouverts reviennent à son groupe.
settings_user-tickets =
    { $n ->
        [one] Elle a { $n } ticket en ce moment.
       *[other] Elle a { $n } tickets en ce moment.
    }
settings_user-activate = Réactiver
settings_user-activate-hint = Cette personne pourra se reconnecter avec son ancien mot de passe.
settings_group-beyond = Ce groupe donne à ses membres plus de droits que vous n’en avez. Vous pouvez changer son nom et ses boîtes mail.
settings_group-mailboxes-hint = Les membres voient ce qui y arrive, quel que soit le responsable.
settings_group-roles-hint = Chaque membre les a aussi.
settings_group-make = Créer le groupe
settings_group-delete = Supprimer le groupe
settings_group-delete-hint = Ses membres restent. Tous ses tickets, même fermés, perdent leur groupe.
settings_group-tickets =
    { $n ->
        [0] Aucun ticket ouvert ne lui est confié.
        [one] { $n } ticket ouvert ne sera plus confié à personne.
       *[other] { $n } tickets ouverts ne seront plus confiés à personne.
    }
settings_role-rights = Peut
settings_role-name-hint = Par exemple : Chef d’équipe.
settings_role-admin = Un administrateur peut tout faire, toujours : il faut que quelqu’un puisse ouvrir toutes les portes.
settings_role-beyond = Ce rôle permet plus que vous ne pouvez faire. Quelqu’un qui peut autant peut le modifier.
settings_role-predefined = Tout guichet commence avec ce rôle : il garde son nom et ne se supprime pas.
settings_role-users =
    { $n ->
        [0] Personne ne l’a.
        [one] { $n } personne l’a.
       *[other] { $n } personnes l’ont.
    }
settings_role-groups =
    { $n ->
        [0] Aucun groupe ne le donne.
        [one] { $n } groupe le donne.
       *[other] { $n } groupes le donnent.
    }
settings_role-make = Créer le rôle
settings_role-delete = Supprimer le rôle
settings_role-delete-hint = Qui l’a garde ses autres rôles.
notice-mailbox-deleted = La boîte <b>{ $subject }</b> est supprimée : son courrier est refusé.
notice-undone-mailbox-deleted = La boîte <b>{ $subject }</b> reçoit à nouveau.
notice-tag-made = L’étiquette <b>{ $subject }</b> est créée.
notice-undone-tag-made = L’étiquette <b>{ $subject }</b> est retirée.
notice-tag-changed = L’étiquette <b>{ $subject }</b> est modifiée.
notice-undone-tag-changed = L’étiquette <b>{ $subject }</b> est comme avant.
notice-tag-merged = L’étiquette <b>{ $subject }</b> est fusionnée.
notice-undone-tag-merged = L’étiquette <b>{ $subject }</b> est à nouveau distincte.
notice-tag-deleted = L’étiquette <b>{ $subject }</b> est supprimée.
notice-undone-tag-deleted = L’étiquette <b>{ $subject }</b> est de retour sur ses tickets.
notice-rule-deleted = La règle <b>{ $subject }</b> est supprimée.
notice-undone-rule-deleted = La règle <b>{ $subject }</b> est de retour à sa place.
notice-rule-on = La règle <b>{ $subject }</b> est activée.
notice-undone-rule-on = La règle <b>{ $subject }</b> est de nouveau désactivée.
notice-rule-off = La règle <b>{ $subject }</b> est désactivée.
notice-undone-rule-off = La règle <b>{ $subject }</b> est de nouveau activée.
notice-rule-moved = La règle <b>{ $subject }</b> est déplacée.
notice-undone-rule-moved = La règle <b>{ $subject }</b> est de retour à sa place.
notice-view-deleted = La vue <b>{ $subject }</b> est supprimée.
notice-undone-view-deleted = La vue <b>{ $subject }</b> est de retour.
notice-tickets-changed = Modifiés : <b>{ $subject }</b>.
notice-undone-tickets-changed = Annulé : <b>{ $subject }</b>.
notice-tickets-deleted = À la corbeille pour 30 jours : <b>{ $subject }</b>.
notice-undone-tickets-deleted = Sorti de la corbeille : <b>{ $subject }</b>.
notice-tickets-restored = Sorti de la corbeille : <b>{ $subject }</b>.
notice-undone-tickets-restored = De nouveau à la corbeille : <b>{ $subject }</b>.
notice-tickets-merged = Fusionné : <b>{ $subject }</b>.
notice-undone-tickets-merged = De nouveau séparé : <b>{ $subject }</b>.
notice-ticket-linked = Lié à <b>{ $subject }</b>.
notice-undone-ticket-linked = N’est plus lié à <b>{ $subject }</b>.
notice-ticket-unlinked = Le lien vers <b>{ $subject }</b> est retiré.
notice-undone-ticket-unlinked = De nouveau lié à <b>{ $subject }</b>.
notice-participant-added = <b>{ $subject }</b> participe désormais.
notice-undone-participant-added = <b>{ $subject }</b> ne participe plus.
notice-participant-confirmed = La participation de <b>{ $subject }</b> est confirmée.
notice-undone-participant-confirmed = La participation de <b>{ $subject }</b> est de nouveau à confirmer.
notice-participant-removed = <b>{ $subject }</b> ne fait plus partie de la conversation.
notice-undone-participant-removed = <b>{ $subject }</b> participe de nouveau.
notice-ticket-split = Le courriel est un ticket à part : <b>{ $subject }</b>.
notice-undone-ticket-split = Annulé : <b>{ $subject }</b>.
notice-customer-merged = <b>{ $subject }</b> est fusionné avec ce client.
notice-undone-customer-merged = <b>{ $subject }</b> est à nouveau un client à part.
notice-customer-changed = Ce que l’on sait de <b>{ $subject }</b> est modifié.
notice-undone-customer-changed = Ce que l’on sait de <b>{ $subject }</b> est comme avant.
notice-calendar-deleted = Le calendrier <b>{ $subject }</b> est supprimé.
notice-undone-calendar-deleted = Le calendrier <b>{ $subject }</b> est de retour.
notice-token-revoked = Le jeton <b>{ $subject }</b> est révoqué.
notice-undone-token-revoked = Le jeton <b>{ $subject }</b> sert à nouveau.

## How mail leaves, in the settings.

settings-route-security = Chiffrement
settings-route-tls = TLS dès le premier octet
settings-route-starttls = STARTTLS, obligatoire
settings-route-plain = Aucun : seulement sur cette machine ou dans un réseau autorisé
settings-route-host = Serveur
settings-route-port = Port
settings-route-user = Nom d’utilisateur
settings-route-user-hint = Laissez vide si le serveur ne demande pas d’identification.
settings-route-password = Mot de passe
settings-route-password-hint = Il est gardé scellé et n’est jamais affiché.
settings-route-password-kept = Un mot de passe est gardé. Laissez vide pour le conserver ; un autre serveur ou utilisateur le demande à nouveau.

## The settings of the organization.

settings_organization-lead = Ce que lisent les clients, et comment part le courrier. Ce que vous enregistrez prend effet aussitôt.
settings_organization-reopen = Jours pendant lesquels un ticket fermé se rouvre
settings_organization-reopen-hint = Quand son client écrit. Plus tard, un nouveau ticket lié est créé. De 0 à 3650.
settings_organization-moves = Ce que les tickets font d’eux-mêmes
settings_organization-answer-opens = Une réponse rouvre le ticket qui l’attend
settings_organization-first-reply = Qui répond en premier à un ticket sans responsable en devient responsable
settings_organization-smarthost = Comment part le courrier
settings_organization-direct = Directement au serveur de chaque destinataire
settings_organization-direct-hint = Demande le port 25 ouvert vers l’extérieur, et un nom pour l’adresse de cette machine.
settings_organization-server = Par un seul serveur (relais)
settings_organization-demo = Ceci est une démonstration : aucun courrier ne quitte cette machine, quel que soit le choix.

## Combien de temps les choses sont gardées.

settings_retention-lead = Combien de temps les choses sont gardées. Ce que vous enregistrez prend effet dans l’heure.
settings_retention-closed = Jours pour les tickets fermés
settings_retention-closed-hint = Sans aucun événement depuis. Ils vont à la corbeille et disparaissent 30 jours plus tard. De 30 à 3650 ; vide, ils sont conservés.
settings_retention-receipts = Jours pour les reçus de courriels
settings_retention-receipts-hint = Un million au plus. De 1 à 3650.
settings_retention-audit = Jours pour le journal d’audit
settings_retention-audit-hint = De 30 à 3650 ; vide, tout est conservé.

## The mailboxes.

settings_mail-lead = Où les clients écrivent, et ce qui figure sous les réponses.
settings_mail-add = Ajouter une boîte
settings_mail-address = Adresse
settings_mail-name = Nom d’expéditeur
settings_mail-group = Nouveaux tickets pour
settings_mail-signature = Signature
settings_mail-no-signature = pas de signature
settings_mail-state = État
settings_mail-also = aussi { $addresses }
settings_mail-receiving = En réception
settings_mail-own-route = Son propre serveur
settings_mail-deleted = Supprimées
settings_mail-deleted-hint = Elles ne reçoivent plus rien. Les réponses à leurs tickets partent de la première boîte ci-dessus.
settings_mail-restore = Rétablir

## One mailbox.

settings_mailbox-new = Nouvelle boîte
settings_mailbox-back = Toutes les boîtes
settings_mailbox-address = Adresse
settings_mailbox-address-hint = Celle à laquelle les clients écrivent et d’où partent les réponses.
settings_mailbox-name = Nom d’expéditeur
settings_mailbox-name-hint = Les clients le voient à côté de l’adresse. Vide : le nom de l’organisation.
settings_mailbox-signature-hint = Sous les réponses de ceux qui n’ont pas de signature à eux. Texte simple.
settings_mailbox-aliases = Autres adresses
settings_mailbox-aliases-hint = Le courrier pour celles-ci arrive ici aussi. Une par ligne.
settings_mailbox-more = Remise et envoi
settings_mailbox-delivery = Domaine de remise
settings_mailbox-delivery-hint = Le domaine qui atteint vraiment cette machine, quand un hébergeur transfère. Vide : celui de l’adresse.
settings_mailbox-plus = Les adresses à « plus » arrivent
settings_mailbox-plus-hint = Les réponses trouvent leur ticket par nom+code@…. Désactivez si votre hébergeur supprime ce qui suit le plus.
settings_mailbox-route = Comment part son courrier
settings_mailbox-route-desk = Comme tout le guichet
settings_mailbox-route-desk-hint = Selon le choix fait sous Organisation.
settings_mailbox-route-own = Par un serveur à elle
settings_mailbox-delete-title = Supprimer cette boîte
settings_mailbox-delete-hint = Son courrier est refusé dès lors. Ses tickets restent ; les réponses partent de la première des autres boîtes.
settings_mailbox-delete-last = C’est la seule boîte : ajoutez-en d’abord une autre.
settings_mailbox-delete = Supprimer la boîte

## Business hours.

settings_calendars-lead = Quand quelqu’un est là, et sous quel délai les clients ont une réponse.
settings_calendars-calendar = Calendrier
settings_calendars-hours = Horaires
settings_calendars-followers = Suivi par
settings_calendars-none = Pas encore de calendrier
settings_calendars-none-hint = Sans calendrier, chaque heure compte, jour et nuit, et rien n’est promis.
settings_calendars-days = { $first }–{ $last }
settings_calendars-day-1 = lun.
settings_calendars-day-2 = mar.
settings_calendars-day-3 = mer.
settings_calendars-day-4 = jeu.
settings_calendars-day-5 = ven.
settings_calendars-day-6 = sam.
settings_calendars-day-7 = dim.
settings_calendars-holidays =
    { $n ->
        [one] { $n } jour férié
       *[other] { $n } jours fériés
    }
settings_calendar-new = Nouveau calendrier
settings_calendar-make = Créer le calendrier
settings_calendar-zone = Fuseau horaire
settings_calendar-zone-hint = Les heures se lisent sur une horloge de ce fuseau, tel que Europe/Paris.
settings_calendar-hours = Horaires
settings_calendar-hours-hint = Début et fin ; la seconde paire sert après une pause. Laissez vides les jours de repos. Jusqu’à 00:00 veut dire minuit.
settings_calendar-hours-then-from = { $day }, puis de
settings_calendar-hours-then-to = { $day }, puis à
settings_calendar-holidays = Jours fériés
settings_calendar-holidays-hint = Un par ligne : <code>2026-12-25 Noël</code>, ou <code>12-25 Noël</code> pour chaque année.
settings_calendar-targets = Délais promis
settings_calendar-targets-hint = Une durée dans ces horaires, telle que <code>30m</code> ou <code>4h</code>. Vide ne promet rien.
settings_calendar-priority = Priorité
settings_calendar-answer = Première réponse
settings_calendar-solution = Solution
settings_calendar-followers = Qui suit ces horaires
settings_calendar-followers-hint = Le groupe qui a un ticket compte d’abord, puis sa boîte mail. Choisir ce qui suit un autre calendrier l’en retire.
settings_calendar-follows = Suit pour l’instant <b>{ $name }</b>
settings_calendar-default = Tous les autres tickets
settings_calendar-delete = Supprimer le calendrier
settings_calendar-delete-hint = Ses tickets suivent alors le calendrier de tous les autres tickets. Sans lui, chaque heure compte et rien n’est promis.

## The tags.

settings_tags-lead = Renommez une étiquette : elle change partout. Fusionner garde l’historique.
settings_tags-tag = Étiquette
settings_tags-all = Tous
settings_tags-change = Modifier
settings_tags-rules = Règles qui l’utilisent
settings_tags-rules-none = aucune règle
settings_tags-rules-some =
    { $n ->
        [one] { $n } règle
       *[other] { $n } règles
    }
settings_tags-none = Pas encore d’étiquettes
settings_tags-none-hint = Une étiquette naît quand quelqu’un l’écrit sur un ticket, ou ici.

## One tag.

settings_tag-new = Nouvelle étiquette
settings_tag-make = Créer l’étiquette
settings_tag-back = Toutes les étiquettes
settings_tag-count =
    { $all ->
        [one] { $all } ticket, { $open } non fermés
       *[other] { $all } tickets, { $open } non fermés
    }
settings_tag-name-hint = Les espaces deviennent des traits d’union. Ni virgule, ni deux-points, ni guillemets, ni chevrons ; 40 caractères au plus.
settings_tag-colour = Couleur
settings_tag-merge-title = Fusionner dans une autre étiquette
settings_tag-merge-hint = Ses tickets montrent l’autre, et qui tape ce nom obtient l’autre.
settings_tag-into = L’autre étiquette
settings_tag-merge = Fusionner
settings_tag-delete-title = Supprimer cette étiquette
settings_tag-delete-hint = Elle disparaît de chaque ticket. Les journaux d’activité la nomment encore.
settings_tag-delete = Supprimer l’étiquette
colour-grey = Gris
colour-blue = Bleu
colour-green = Vert
colour-amber = Ambre
colour-orange = Orange
colour-red = Rouge
colour-violet = Violet

## The API tokens.

settings_tokens-lead = Pour les programmes, pas les personnes. Chaque jeton a ses droits, une date de fin et une trace au journal d’audit.
settings_tokens-made = Copiez maintenant le jeton « { $name } ». Il n’est affiché qu’une fois.
settings_tokens-the-token = le nouveau jeton
settings_tokens-owner = Propriétaire
settings_tokens-scopes = Droits
settings_tokens-used = Dernier usage
settings_tokens-never = jamais
settings_tokens-ends = Fin
settings_tokens-no-end = sans fin
settings_tokens-over = terminé depuis le { $date }
settings_tokens-revoke = Révoquer
settings_tokens-none = Pas encore de jetons
settings_tokens-none-hint = Un programme en envoie un à chaque requête : <code>Authorization: Bearer gui_…</code>.
scope-tickets-read = Lire les tickets
scope-tickets-read-hint = Tickets, messages et fichiers, dans la mesure où le propriétaire les voit.
scope-tickets-write = Lire et écrire les tickets
scope-tickets-write-hint = De même, et créer, modifier, répondre.
scope-admin = Administration
scope-admin-hint = Personnes, boîtes, étiquettes, jetons, réglages et journal d’audit ; aucun ticket.
scope-all = Tout
scope-all-hint = Tout ce que peut le propriétaire, y compris les droits de versions futures.

## One API token.

settings_token-new = Nouveau jeton
settings_token-make = Créer le jeton
settings_token-back = Tous les jetons
settings_token-name-hint = À quoi il sert, par exemple « Suivi des caisses ».
settings_token-owner-hint = Un jeton ne peut jamais plus que son propriétaire.
settings_token-ends = Dernier jour
settings_token-ends-hint = Vide : il sert jusqu’à sa révocation.

## Un mot de passe oublié.

sign_in_forgot-title = Mot de passe oublié
sign_in_forgot-text = Écrivez l’adresse avec laquelle vous vous connectez. Un lien pour choisir un nouveau mot de passe y sera envoyé.
sign_in_forgot-send = Envoyer le lien
sign_in_forgot-back = Revenir à la connexion
sign_in_forgot-sent = Regardez dans votre messagerie
sign_in_forgot-sent-text = Si quelqu’un travaille ici sous cette adresse, un lien est en route. Il sert une seule fois, pendant une heure.
sign_in_forgot-none = Rien au bout de quelques minutes ? Regardez dans les indésirables. Une personne invitée qui ne s’est jamais connectée demande une nouvelle invitation à un administrateur ; une adresse reçoit au plus trois courriels par heure.

## Derrière un lien qui définit un mot de passe.

password_link-title-invite = Bienvenue
password_link-title-reset = Choisir un nouveau mot de passe
password_link-title-used = Ce lien a déjà servi
password_link-title-expired = Ce lien n’est plus valable
password_link-title-unknown = Lien inconnu
password_link-for-invite = { $name }, choisissez un mot de passe, et vous pourrez travailler au guichet de { $organization }.
password_link-for-reset = Pour { $name }, au guichet de { $organization }.
password_link-password = Nouveau mot de passe
password_link-set = Enregistrer et se connecter
password_link-others = Tous les autres navigateurs connectés à votre compte seront déconnectés.
password_link-used = Il a servi à définir un mot de passe et ne sert qu’une fois. Si ce n’était pas vous, prévenez tout de suite un administrateur.
password_link-expired = Son délai est passé, ou un lien plus récent l’a remplacé.
password_link-unknown = L’adresse est incomplète, ou ce lien ne vient pas de ce guichet. Copiez l’adresse entière depuis le courriel.
password_link-again-invite = Connectez-vous avec votre mot de passe, ou demandez un nouveau lien à la personne qui vous a invité.
password_link-again-reset = Connectez-vous avec votre nouveau mot de passe, ou demandez un autre lien.
password_link-ask = Demander un lien

## Le profil.

profile-title = Profil
profile-saved = Enregistré
profile-you = Vous
profile-name = Nom
profile-name-hint = Tel que les collègues et les clients le lisent.
profile-email = Vous vous connectez avec { $email }. Un administrateur peut changer cette adresse.
profile-signature = Signature
profile-signature-hint = Sous vos réponses. Vide : celle de la boîte mail.
profile-looks = L’apparence du guichet
profile-language = Langue
profile-language-browser = Celle du navigateur
profile-theme = Thème
profile-theme-system = Selon le système
profile-theme-light = Clair
profile-theme-dark = Sombre
profile-time = Vos horaires
profile-away = Absent
profile-away-hint = Aucun ticket ne vous est confié jusqu’à votre retour.
profile-zone = Fuseau horaire
profile-zone-hint = Tel que Europe/Paris. Vide : celui de l’organisation, { $zone }.
profile-hours = Heures de travail
profile-hours-hint = Laissez vides les jours de repos. Tout vide : vous travaillez à toute heure.
profile-hours-from = { $day }, de
profile-hours-to = { $day }, à

## Courriels aux utilisateurs à propos de leur compte.

mail-hello = Bonjour { $name },
mail-invite-subject = Votre compte au guichet de { $organization }
mail-invite-by = { $by } vous invite au guichet de { $organization }.
mail-invite-text = Vous êtes invité au guichet de { $organization }.
mail-invite-do = Ouvrez ce lien et choisissez un mot de passe :
mail-invite-button = Choisir un mot de passe
mail-invite-life = Le lien sert une seule fois, pendant 7 jours.
mail-invite-unasked = Si vous n’attendiez pas d’invitation, ne faites rien : sans le lien, personne n’entre.
mail-reset-subject = Un nouveau mot de passe pour le guichet de { $organization }
mail-reset-by = { $by } vous envoie un lien pour choisir un nouveau mot de passe au guichet de { $organization }.
mail-reset-text = Quelqu’un, sans doute vous, a oublié le mot de passe pour le guichet de { $organization }.
mail-reset-do = Ouvrez ce lien et choisissez-en un nouveau :
mail-reset-button = Choisir un nouveau mot de passe
mail-reset-life = Le lien sert une seule fois, pendant une heure.
mail-reset-unasked = Si vous n’avez rien demandé, ne faites rien : votre mot de passe reste le même.
mail-no-answer = Un programme a envoyé ce courriel ; les réponses ne sont pas acceptées.

## The second step of signing in.

sign_in_code-title = Code à usage unique
sign_in_code-heading = Entrez votre code à usage unique
sign_in_code-lead = Six chiffres, dans l’application d’authentification de votre téléphone.
sign_in_code-code = Code
sign_in_code-lost = Je n’ai pas mon téléphone
sign_in_code-lost-text = Tapez plutôt l’un de vos codes de secours, ou demandez à un administrateur de réinitialiser la seconde étape.
sign_in_code-recovery = Code de secours
sign_in_code-trust = Faire confiance à ce navigateur pendant 30 jours
sign_in_code-continue = Continuer
sign_in_code-back = Se connecter avec un autre compte

## Password, second step and sign-ins of a person.

profile_security-title = Mot de passe et connexion
profile_security-password = Mot de passe
profile_security-old = Votre mot de passe actuel
profile_security-new = Nouveau mot de passe
profile_security-change = Changer le mot de passe
profile_security-change-ends = Vous déconnecte des autres navigateurs.
profile_security-done-password = Votre mot de passe est changé. Les autres navigateurs sont déconnectés.
profile_security-done-step-off = La seconde étape est désactivée. Le mot de passe suffit pour vous connecter.
profile_security-done-revoked = Déconnexion faite.
profile_security-step = Seconde étape
profile_security-step-text = En plus du mot de passe, un code d’une application d’authentification est demandé. Qui découvre votre mot de passe n’entre pas pour autant.
profile_security-on = Activée
profile_security-off = Désactivée
profile_security-begin = Activer la seconde étape
profile_security-begin-hint = Pour que personne d’autre ne l’active sur votre écran ouvert.
profile_security-picture = Code QR pour l’application d’authentification. Le même secret figure à côté en toutes lettres.
profile_security-scan = Scannez l’image avec une application d’authentification.
profile_security-type = Ou tapez ce secret dans l’application :
profile_security-secret = le secret
profile_security-confirm = Écrivez ensuite le code que l’application affiche
profile_security-turn-on = Activer
profile_security-codes-new = La seconde étape est activée. Gardez ces codes de secours.
profile_security-codes-again = Vos nouveaux codes de secours. Les anciens ne fonctionnent plus.
profile_security-codes-text = Chacun vous connecte une fois quand le téléphone n’est pas à portée de main. Ils ne s’affichent que maintenant : imprimez-les ou rangez-les dans un gestionnaire de mots de passe.
profile_security-codes-copy = Copier tous les codes
profile_security-on-text = Un code de votre application d’authentification est demandé à la connexion.
profile_security-left =
    { $left ->
        [0] Il ne reste aucun code de secours : créez-en de nouveaux.
        [one] Il reste { $left } code de secours.
       *[other] Il reste { $left } codes de secours.
    }
profile_security-confirm-hint = Pour créer de nouveaux codes de secours ou désactiver la seconde étape.
profile_security-recovery = Créer de nouveaux codes de secours
profile_security-turn-off = Désactiver
profile_security-sign-ins = Où vous êtes connecté
profile_security-revoke-others = Déconnecter partout ailleurs
profile_security-revoke = Déconnecter
profile_security-browser = Navigateur
profile_security-browser-on = { $browser } sur { $system }
profile_security-unknown = Navigateur inconnu
profile_security-from = Adresse
profile_security-since = Depuis
profile_security-seen = Dernière visite
profile_security-actions = Actions
profile_security-this = Ce navigateur

## The audit log.

settings_audit-lead = Qui a fait quoi, quand, d’où. Personne ne peut le modifier ; chaque ligne est chaînée à la précédente.
settings_audit-export = Exporter
settings_audit-search = Rechercher dans le journal
settings_audit-search-hint = Une personne, une adresse, une action
settings_audit-go = Rechercher
settings_audit-kind = Type
settings_audit-every-kind = Tous les types
settings_audit-kind-access = Accès
settings_audit-kind-people = Personnes
settings_audit-kind-settings = Réglages
settings_audit-lines = Lignes du journal d’audit
settings_audit-when = Quand
settings_audit-who = Qui
settings_audit-what = Quoi
settings_audit-from = D’où
settings_audit-to = devient
settings_audit-nothing = rien
settings_audit-stranger = Non connecté
settings_audit-command = Ligne de commande
settings_audit-token = Jeton d’API { $name }
settings_audit-link = par un lien
settings_audit-none = Rien ne correspond dans le journal d’audit.
settings_audit-none-yet = Rien ne correspond pour l’instant.
settings_audit-stopped = La recherche s’est arrêtée pour rester rapide ; les lignes plus anciennes n’ont pas encore été lues.
settings_audit-go-on = Chercher plus loin
settings_audit-older = Plus anciennes
settings_audit-newest = Plus récentes
settings_audit-broken = Le journal d’audit a été touché : la ligne { $line } manque ou a été modifiée.
settings_audit-broken-hint = Quelqu’un qui a accès au dossier de données l’a fait. Comparez avec un export ou une sauvegarde.
settings_audit-chain =
    { $n ->
        [one] Chaîne vérifiée à { $at } : { $n } ligne, aucune ne manque.
       *[other] Chaîne vérifiée à { $at } : { $n } lignes, aucune ne manque.
    }
settings_audit-chain-broken =
    { $n ->
        [one] Chaîne vérifiée à { $at } : { $n } ligne, et elle est rompue.
       *[other] Chaîne vérifiée à { $at } : { $n } lignes, et elle est rompue.
    }
settings_audit-chain-part =
    { $n ->
        [one] { $n } ligne vérifiée jusqu’ici, aucune ne manque.
       *[other] { $n } lignes vérifiées jusqu’ici, aucune ne manque.
    }
settings_audit-verify = Tout vérifier de nouveau
settings_audit-verify-on = Vérifier la suite
audit-signed-in = S’est connecté
audit-sign-in-failed = Connexion refusée
audit-sign-in-paused = Connexion suspendue après trop de mots de passe erronés
audit-code-failed = Code erroné à la seconde étape
audit-signed-out = S’est déconnecté
audit-sign-in-revoked = A mis fin à une connexion : { $subject }
audit-password-set = A défini le mot de passe de { $subject }
audit-password-asked = A demandé un lien pour définir le mot de passe de { $subject }
audit-second-step-on = A activé la seconde étape de { $subject }
audit-second-step-off = A désactivé la seconde étape de { $subject }
audit-recovery-used = S’est connecté avec un code de secours
audit-recovery-made = A créé de nouveaux codes de secours
audit-token-made = A créé le jeton d’API { $subject }
audit-token-revoked = A révoqué le jeton d’API { $subject }
audit-token-changed = A modifié le jeton d’API { $subject }
audit-token-restored = A rétabli le jeton d’API { $subject }
audit-audit-exported = A exporté le journal d’audit
audit-audit-shortened = A supprimé d’anciennes lignes du journal d’audit
audit-user-made = A créé l’utilisateur { $subject }
audit-user-invited = A invité { $subject }
audit-user-changed = A modifié l’utilisateur { $subject }
audit-user-deactivated = A désactivé { $subject }
audit-user-activated = A activé { $subject }
audit-group-made = A créé le groupe { $subject }
audit-group-changed = A modifié le groupe { $subject }
audit-group-deleted = A supprimé le groupe { $subject }
audit-group-restored = A rétabli le groupe { $subject }
audit-role-made = A créé le rôle { $subject }
audit-role-changed = A modifié le rôle { $subject }
audit-role-deleted = A supprimé le rôle { $subject }
audit-role-restored = A rétabli le rôle { $subject }
audit-customer-made = A créé le client { $subject }
audit-customer-changed = A modifié le client { $subject }
audit-customer-merged = A fusionné le client { $subject } avec un autre
audit-customer-unmerged = A de nouveau séparé le client { $subject }
audit-customer-exported = A exporté les données du client { $subject }
audit-customer-erased = A effacé le client { $subject }
audit-customer-organization-changed = A modifié l’organisation de clients { $subject }
audit-customer-organization-deleted = A supprimé l’organisation de clients { $subject }
audit-customer-organization-restored = A rétabli l’organisation de clients { $subject }
audit-desk-set-up = A installé le guichet avec { $subject } pour administrateur
audit-organization-changed = A modifié l’organisation
audit-mailbox-made = A créé la boîte { $subject }
audit-mailbox-changed = A modifié la boîte { $subject }
audit-mailbox-deleted = A supprimé la boîte { $subject }
audit-mailbox-restored = A rétabli la boîte { $subject }
audit-tag-made = A créé l’étiquette { $subject }
audit-tag-changed = A modifié l’étiquette { $subject }
audit-tag-merged = A fusionné l’étiquette { $subject } avec une autre
audit-tag-deleted = A supprimé l’étiquette { $subject }
audit-tag-restored = A rétabli l’étiquette { $subject }
audit-rule-made = A créé la règle { $subject }
audit-rule-changed = A modifié la règle { $subject }
audit-rule-moved = A déplacé la règle { $subject }
audit-rule-deleted = A supprimé la règle { $subject }
audit-rule-restored = A rétabli la règle { $subject }
audit-calendar-made = A créé le calendrier { $subject }
audit-calendar-changed = A modifié le calendrier { $subject }
audit-calendar-deleted = A supprimé le calendrier { $subject }
audit-calendar-restored = A rétabli le calendrier { $subject }
audit-field-actions = Actions
audit-field-address = Adresse
audit-field-aliases = Autres adresses
audit-field-answer = Première réponse sous
audit-field-answer-opens = Une réponse rouvre un ticket en attente
audit-field-audit-days = Jours pour le journal d’audit
audit-field-browser = Navigateur
audit-field-bytes = Octets
audit-field-closed-days = Jours pour les tickets fermés
audit-field-colour = Couleur
audit-field-conditions = Conditions
audit-field-default = Pour tous les autres tickets
audit-field-default-group = Nouveaux tickets pour
audit-field-delivery-domain = Domaine de remise
audit-field-description = Description
audit-field-display-name = Nom d’expéditeur
audit-field-email = Adresse de courriel
audit-field-enabled = Activée
audit-field-expires-at = Dernier jour
audit-field-fields = Champs
audit-field-files = Fichiers
audit-field-first-reply-assigns = La première réponse attribue
audit-field-groups = Groupes
audit-field-holidays = Jours fériés
audit-field-hours = Horaires
audit-field-into = Dans
audit-field-kind = Type
audit-field-language = Langue des clients
audit-field-left = Codes de secours restants
audit-field-lines = Lignes
audit-field-mailboxes = Boîtes mail
audit-field-members = Membres
audit-field-messages = Courriels
audit-field-name = Nom
audit-field-organization = Nom de l’organisation
audit-field-place = Place
audit-field-plus-addresses = Les adresses à « plus » arrivent
audit-field-query = Recherche
audit-field-receipt-days = Jours pour les reçus de courriels
audit-field-reopen-days = Jours pendant lesquels un ticket fermé se rouvre
audit-field-rights = Droits
audit-field-roles = Rôles
audit-field-route = Comment part son courrier
audit-field-scopes = Droits
audit-field-second-step = Seconde étape
audit-field-sign-ins = Connexions
audit-field-signature = Signature
audit-field-smarthost = Comment part le courrier
audit-field-solution = Solution sous
audit-field-stop = Arrête les suivantes
audit-field-tickets = Tickets
audit-field-time-zone = Fuseau horaire
audit-field-tries = Essais
audit-field-user = Propriétaire
audit-field-visibility = Voit
audit-field-when = Déclenchée par
audit-change = { $field } :
audit-step-code = code de l’application
audit-step-recovery = code de secours
audit-step-trusted = navigateur de confiance
audit-yes = oui
audit-no = non

## The first page of somebody who sees no tickets.

home-title = Ce que vous pouvez faire
home-signed-in = Vous êtes connecté en tant que <b>{ $name }</b>.
home-no-tickets = Votre rôle ne vous montre aucun ticket.
home-may = Voici ce qui vous revient :
home-may-settings = Modifier ce qui vaut pour toute l’organisation
home-may-mailboxes = Créer et modifier des boîtes
home-may-tags = Ranger les étiquettes
home-may-people = Gérer les personnes, les groupes et les rôles
home-may-api = Créer vos propres jetons d’API
home-may-audit = Lire le journal d’audit
home-nothing = Rien d’autre ne vous est encore ouvert.
home-ask = Si ce n’est pas ce que vous attendiez, parlez-en à un administrateur de votre guichet : l’effet est immédiat.

## What went wrong.

error-home = Revenir au guichet
error-reference = Donnez à la personne qui gère ce guichet le numéro <code>{ $reference }</code> : il mène à la cause dans le journal.
error-bad-request-title = Cette demande est illisible
error-bad-request-text = Quelque chose dans l’adresse ou le formulaire est abîmé. Revenez et réessayez.
error-not-found-title = Rien ici
error-not-found-text = Cette page ou ce ticket n’existe pas, ou vous ne pouvez pas le voir.
error-forbidden-title = Hors de votre rôle
error-forbidden-text = Vous êtes connecté, mais votre rôle ne le permet pas. Un administrateur peut le changer.
error-form-expired-title = Ce formulaire est trop ancien
error-form-expired-text = Vous vous êtes reconnecté depuis son ouverture, ou il vient d’une autre page. Revenez, rechargez la page et envoyez-le à nouveau.
error-link-expired-title = Ce lien a expiré
error-link-expired-text = Un lien d’installation sert une fois et pendant une heure. Si le guichet est déjà installé, connectez-vous. Sinon, redémarrez-le : son journal donne un nouveau lien.
error-conflict-title = Quelqu’un a été plus rapide
error-conflict-text = Un changement a eu lieu pendant que vous écriviez. Revenez, voyez ce qui est nouveau et réessayez.
error-too-large-title = C’est trop grand
error-too-large-text = Le guichet n’accepte pas autant d’un coup. Envoyez des fichiers plus petits ou moins nombreux.
error-misdirected-title = Le guichet a une autre adresse
error-misdirected-text = Il ne répond que sous l’adresse qui lui a été donnée.
error-unprocessable-title = Cette valeur est impossible
error-unprocessable-text = L’un des champs contient quelque chose que le guichet ne connaît pas. Revenez et choisissez à nouveau.
error-too-many-title = Trop de demandes
error-too-many-text = Attendez une minute, puis réessayez.
error-busy-title = De retour dans un instant
error-busy-text = Le guichet démarre, s’arrête ou est très occupé. Rien n’est perdu ; réessayez dans quelques secondes.
error-failed-title = Une erreur est survenue ici
error-failed-text = Ce n’est pas votre faute, et ce qui était enregistré est en sécurité.

# Courriels aux clients
mail-quote-intro = Le { $at }, { $who } a écrit :
mail-forward-title = ---------- Message transféré ----------
mail-forward-from = De : { $who }
mail-forward-date = Date : { $at }
mail-forward-subject = Objet : { $subject }
mail-forward-to = À : { $who }
mail-forward-cc = Cc : { $who }

## Les règles.

settings-rules = Règles
settings_rules-lead = Chaque message passe par ces règles de haut en bas. Une règle plus basse peut changer ce qu’une autre a fait.
settings_rules-drag = Pour déplacer une règle, placez-vous sur sa poignée et pressez la flèche haut ou bas.
settings_rules-move = Déplacer { $rule }
settings_rules-moved = Désormais à la place { $place } : { $rule }
settings_rules-up = Monter { $rule }
settings_rules-down = Descendre { $rule }
settings_rules-week = { $n } cette semaine
settings_rules-all = { $n } en tout
settings_rules-off = désactivée
settings_rules-enable = Activer { $rule }
settings_rules-menu = Autres actions pour { $rule }
settings_rules-duplicate = Dupliquer
settings_rules-delete = Supprimer
settings_rules-copy = Copie de { $rule }
settings_rules-broken = cassée
settings_rules-skipped = Cette règle est ignorée tant qu’elle n’est pas réparée.
settings_rules-default = Règle par défaut
settings_rules-pinned = toujours la dernière, toujours active
settings_rules-every = Chaque nouveau ticket, là où personne ni aucune règle n’en a décidé autrement
settings_rules-locked = ne peut pas être désactivée
rule-said-text = « { $text } »
rule-yes = oui
rule-no-due = plus d’échéance
rule-no = non
rule-and = et
rule-or = ou
rule-more = +{ $n } de plus
rule-stops = les règles suivantes ne jouent pas
rule-when-mail-makes-ticket = un courriel crée un ticket
rule-when-mail-joins-ticket = un courriel rejoint un ticket
rule-when-ticket-made = un ticket est créé à la main ou par l’API
rule-when-ticket-changed = un ticket est modifié
rule-when-time-passed = un délai s’est écoulé
rule-when-ticket-wakes = un ticket en sommeil se réveille
rule-field-subject = Objet
rule-field-body = Corps
rule-field-subject-or-body = Objet ou corps
rule-field-sender = Expéditeur
rule-field-sender-domain = Domaine de l’expéditeur
rule-field-mailbox = Boîte
rule-field-cc = Cc
rule-field-header = Champ d’en-tête
rule-field-attachment = Pièce jointe
rule-field-attachment-name = Nom de la pièce jointe
rule-field-attachment-type = Type de la pièce jointe
rule-field-attachment-size = Taille de la pièce jointe
rule-field-automatic = Courriel automatique
rule-field-customer = Client
rule-field-tag = Étiquette
rule-field-status = Statut
rule-field-priority = Priorité
rule-field-assignee = Responsable
rule-field-age = Âge du ticket
rule-field-idle = Temps sans changement
rule-field-waiting-on-us = En attente de notre part depuis
rule-field-waiting-on-us-business = En attente de notre part depuis, en heures ouvrées
rule-field-age-business = Âge du ticket, en heures ouvrées
rule-field-business-hours = Heures ouvrées
rule-field-due-in = Temps avant l’échéance
rule-field-answer-due-in = Temps avant l’échéance de la première réponse
rule-field-solution-due-in = Temps avant l’échéance de la résolution
rule-field-overdue = Échéance dépassée
rule-operator-is = est
rule-operator-is-not = n’est pas
rule-operator-contains = contient
rule-operator-does-not-contain = ne contient pas
rule-operator-starts-with = commence par
rule-operator-ends-with = se termine par
rule-operator-matches = correspond au motif
rule-operator-is-set = est renseigné
rule-operator-is-not-set = n’est pas renseigné
rule-operator-greater = dépasse
rule-operator-less = est en dessous de
rule-action-assign = Attribuer à
rule-action-priority = Fixer la priorité
rule-action-status = Fixer le statut
rule-action-add-tag = Ajouter l’étiquette
rule-action-remove-tag = Retirer l’étiquette
rule-action-name = Fixer le nom
rule-action-note = Ajouter une note
rule-action-due = Fixer l’échéance dans
rule-action-due-business = Fixer l’échéance en heures ouvrées
rule-action-snooze = Mettre en sommeil
rule-action-mailbox = Répondre depuis
rule-broken-tag = Une étiquette qu’elle nomme a été supprimée.
rule-broken-mailbox = Une boîte qu’elle nomme a été supprimée.
rule-broken-group = Un groupe qu’elle nomme a été supprimé.
rule-broken-user = Une personne qu’elle nomme ne travaille plus ici.
rule-broken-rights = Une personne à qui elle donne des tickets n’a pas le droit de les voir.
rule-broken-pattern = Un motif n’est plus lisible : réécrivez-le.
rule-fault-empty = Écrivez quelque chose ici.
rule-fault-too-long = { $most } caractères au plus tiennent ici.
rule-fault-expected = Ce n’est pas ce qui va ici.
rule-fault-unknown-key = Ce champ n’existe pas.
rule-fault-unknown-word = Choisissez parmi : { $known }
rule-fault-no-such = Rien ne s’appelle { $name } ici. Il y a : { $known }
rule-fault-may-not-see = Cette personne n’a pas le droit de voir les tickets : elle ne verrait jamais celui-ci.
rule-fault-pattern = Écrivez une expression régulière lisible : { $reason }
rule-fault-pattern-size = Ce motif devient trop grand : raccourcissez-le, ou comptez moins.
rule-fault-span = Écrivez une durée telle que 30m, 4h ou 3d.
rule-fault-hours = Écrivez une durée en heures ouvrées, telle que 30m ou 4h.
rule-fault-due = Écrivez une durée d’au plus dix ans, telle que 30m, 4h ou 2d ; none retire l’échéance.
rule-fault-sleep = Écrivez combien de temps, par exemple 4h ou 2d, ou jusqu’à quand : business, 09:00, monday 09:00
rule-fault-no-time = Un délai ne déclenche une règle que si une condition parle d’une durée : ajoutez-en une, comme l’attente de notre part.
rule-fault-size = Écrivez une taille telle que 500 KB ou 2 MB.
rule-fault-no-event = Choisissez au moins un événement qui déclenche la règle.
rule-fault-no-action = Ajoutez une action, ou arrêtez les règles suivantes.
rule-fault-too-many-conditions = Une règle a au plus { $most } conditions.
rule-fault-too-many-actions = Une règle a au plus { $most } actions.
rule-fault-too-deep = Les groupes s’imbriquent sur { $most } niveaux au plus.
rule-fault-too-many-rules = Le guichet a au plus { $most } règles.
rule-fault-too-many-patterns = Toutes les règles ensemble ont au plus { $most } motifs : cherchez plutôt des textes.
rule-fault-default = La règle par défaut est toujours active, toujours la dernière, et ne demande rien.
rule-fault-default-closed = Un nouveau ticket ne peut pas être fermé par défaut : personne ne le verrait.
rule-fault-of-default = Seule la règle par défaut fait cela.
rule-fault-changed = Quelqu’un a modifié cette règle entre-temps. Rouvrez-la pour voir où elle en est.

ticket_why-title = Pourquoi les règles ont agi ainsi sur { $number }
ticket_why-link = Pourquoi ? Ce que les règles ont fait
ticket_why-back = Retour au ticket
ticket_why-none = Aucune règle n’a encore été consultée
ticket_why-none-hint = Dès qu’il y aura des règles, cette page dira pour chacune pourquoi elle s’est appliquée ou non.
ticket_why-mail-makes-ticket = Un courriel a créé le ticket
ticket_why-mail-joins-ticket = Un courriel a rejoint le ticket
ticket_why-ticket-made = Le ticket a été créé à la main, par l’API ou depuis un courriel d’un autre ticket
ticket_why-ticket-changed = Le ticket a été modifié
ticket_why-time-passed = Un délai s’est écoulé
ticket_why-ticket-wakes = Le ticket s’est réveillé
ticket_why-now = S’appliquerait-elle maintenant ?
ticket_why-now-hint = Chaque règle d’aujourd’hui, consultée sur le ticket tel qu’il est et son dernier courriel.
ticket_why-asks-nothing = Elle ne demande rien : elle correspond toujours.
ticket_why-not-started = Déclenchées par autre chose : { $names }
ticket_why-off = Désactivées : { $names }
ticket_why-open = Ouvrir la règle
ticket_why-gone = Cette règle a été supprimée depuis.
rule-holds = vérifié
rule-holds-not = non vérifié
rule-saw = vu :
rule-saw-nothing = rien
rule-saw-late = { $time } de retard
rule-group-all = tout ceci
rule-group-any = l’un de ceci
rule-outcome-off = désactivée
rule-outcome-broken = cassée
rule-outcome-not-started = pas déclenchée par cela
rule-outcome-stopped = arrêtée par une règle précédente
rule-outcome-missed = n’a pas correspondu
rule-outcome-nothing = a correspondu, rien à changer
rule-outcome-fired = s’est appliquée
rule-outcome-capped = trop de règles appliquées avant elle
rule-outcome-spent = déjà déclenchée par ce délai
rule-share-round-robin = un membre de { $group }, à tour de rôle
rule-share-least-loaded = le membre de { $group } qui a le moins de tickets
rule-fault-choice = Choisissez dans la liste.
rule-fault-tag = Utilisez au plus 40 caractères, sans virgule, deux-points, guillemet ni chevron.
settings_rules-new = Nouvelle règle
settings_rule-back = Toutes les règles
settings_rule-enabled = Activée
settings_rule-save = Enregistrer la règle
settings_rule-when = Quand
settings_rule-if = Si
settings_rule-then = Alors
settings_rule-conditions = Conditions
settings_rule-actions = Actions
settings_rule-join = Comment les conditions se combinent
settings_rule-join-all = toutes sont vraies
settings_rule-join-any = l’une d’elles est vraie
settings_rule-condition = Condition { $n }
settings_rule-group = Groupe { $n }
settings_rule-action = Action { $n }
settings_rule-field = Champ
settings_rule-header = Nom du champ d’en-tête
settings_rule-operator = Comparaison
settings_rule-value = Valeur
settings_rule-verb = Ce qui est fait
settings_rule-words = mots entiers seulement
settings_rule-forged = peut être falsifié : n’importe qui peut y écrire n’importe quelle adresse
settings_rule-gone = { $name } (n’existe plus)
settings_rule-span = 30m, 4h ou 3d
settings_rule-hours = 30m ou 4h
settings_rule-due = 30m, 4h, 2d ou none
settings_rule-sleep = 4h, 2d, business, 09:00, monday 09:00
settings_rule-size = 500 KB ou 2 MB
settings_rule-add-condition = Ajouter une condition
settings_rule-add-group = Ajouter un groupe
settings_rule-add-action = Ajouter une action
settings_rule-remove-condition = Retirer la condition { $n }
settings_rule-remove-group = Retirer le groupe { $n }
settings_rule-remove-action = Retirer l’action { $n }
settings_rule-fields = Afficher les champs
settings_rule-stop = S’arrêter ici : les règles suivantes ne jouent pas, sauf celle par défaut
settings_rule-default-why = Cette règle est toujours active, toujours la dernière et ne demande rien : ainsi chaque courriel devient un ticket que quelqu’un voit. Ce qu’elle fixe peut être choisi.
settings_rule-default-assignee = Là où aucune règle ni aucune boîte n’attribue le ticket.
settings_rule-default-group = Les tickets de { $address } vont à { $group }.
settings_rule-default-group-link = Les tickets de <a href="{ $href }">{ $address }</a> vont à { $group }.
settings_rule-default-mailbox = Les réponses aux tickets créés à la main en partent.
settings_rule-default-first = La première boîte
settings_rule-test = Essayer sur les messages passés
settings_rule-messages = Messages
settings_rule-try = Essayer
settings_rule-cancel = Interrompre
settings_rule-stopped = Interrompu.
settings_rule-looked = { $n } examinés …
settings_rule-tried-messages = Correspondrait à { $n } des { $of } derniers messages ; rien n’est modifié.
settings_rule-tried-tickets = Correspondrait à { $n } des { $of } tickets non fermés ; rien n’est modifié.
settings_rule-tried-both = Correspondrait à { $n } des { $of } messages et tickets non fermés ; rien n’est modifié.
settings_rule-lost = Correspond aujourd’hui à { $n } qu’elle n’atteindrait plus.
settings_rule-shown = Les { $n } premiers sont montrés.
settings_rule-message = Message
settings_rule-by = Reconnu par
settings_rule-changes = Changerait
settings_rule-no-more = ne correspondrait plus
settings_rule-inside = trouvé à l’intérieur de « { $word } » : demander des mots entiers ?
settings_rule-use-words = Mots entiers
settings_rule-every = chaque message
settings_rule-so = rien, c’est déjà ainsi
settings_rule-shares = Répartis entre les présents
settings_rules-none = Il n’y a pas encore de règle : chaque courriel devient un ticket comme le dit la règle par défaut. Créez-en une, ou ajoutez le jeu de départ ci-dessous et modifiez-le.
settings_rules-file = Les règles dans un fichier
settings_rules-file-hint = Un fichier se garde, se compare et s’emporte vers un autre guichet. Le jeu de départ ajoute des exemples désactivés.
settings_rules-export = Exporter
settings_rules-starter = Jeu de départ
settings_rules-import = Importer des règles
settings_rules-import-file = Fichier
settings_rules-import-text = Ou collez du JSON
settings_rules-import-create = Créer les étiquettes et groupes manquants
settings_rules-import-go = Importer
settings_rules-fault-empty = Choisissez un fichier, ou collez son contenu.
settings_rules-fault-large = Ce fichier est trop grand pour des règles.
settings_rules-fault-text = Ce fichier n’est pas écrit en UTF-8.
settings_rules-fault-json = Ce n’est pas du JSON : voyez la ligne { $line }, colonne { $column }.
settings_rules-fault-shape = Il ne contient pas de règles : un tel fichier tient une liste nommée « rules ».
settings_rules-fault-groups = Seule une personne qui gère les membres peut créer des groupes : créez-les d’abord, ou laissez la case vide.
settings_rules-starter-vip = Expéditeur important
settings_rules-starter-vip-about = Inscrivez ici les adresses de ceux qui passent en premier.
settings_rules-starter-urgent = Mots qui rendent urgent
settings_rules-starter-urgent-about = Mots entiers dans l’objet ou le corps.
settings_rules-starter-urgent-words = urgent, en panne, urgence, bloqué
settings_rules-starter-mailbox = Les courriels à { $address } vont à { $group }
settings_rules-starter-mailbox-about = Une boîte, une équipe.
settings_rule-always = Aucune condition : la règle s’applique chaque fois que l’un de ces événements survient.

## Un ticket sur papier.

ticket_print-more = Seules les 10 000 lignes les plus récentes figurent ici. L’API les donne toutes.


## Le tableau de bord. `$n` compte ce qui se trouve derrière le lien.

dashboard-morning = Bonjour, { $name }
# Un titre étroit ne se coupe pas derrière le trait d’union.
dashboard-afternoon = Bon après-{ "\u2060" }midi, { $name }
dashboard-evening = Bonsoir, { $name }
dashboard-create = Créer un ticket
dashboard-search = Recherche ou commande
dashboard-period = Période
dashboard-days = { $n } jours
dashboard-mailboxes = Toutes les adresses
dashboard-groups = Tous les groupes
dashboard-mail-flows = Le courrier circule
dashboard-mail-late = Envois retardés
dashboard-mail-since = Un courriel attend depuis
dashboard-mail-in = Dernière réception :
dashboard-glance = En bref
dashboard-oldest = depuis
dashboard-ours = En attente de nous
dashboard-late = { $n } en retard
dashboard-waiting = En attente du client
dashboard-long = { $n } depuis plus d’une semaine
dashboard-mine = Les miens
dashboard-of-groups = { $n } à vos groupes
dashboard-today = Fermés aujourd’hui
dashboard-yesterday = hier { $n }
dashboard-median = Première réponse médiane
dashboard-answered =
    { $n ->
        [one] { $n } répondu
       *[other] { $n } répondus
    }
dashboard-work = Mon travail
dashboard-work-hint = ce qui vous attend, le plus pressant d’abord
dashboard-work-all = Voir les { $n }
dashboard-work-none = Rien, chez vous ou vos groupes, n’attend de nous ni n’est dû sous un jour, aucune note ne vous appelle et rien n’est resté sans personne.
dashboard-waits = attend depuis
dashboard-alone = sans personne depuis
dashboard-called = vous êtes mentionné
dashboard-trend = Créés et fermés
dashboard-created =
    { $n ->
        [one] { $n } créé
       *[other] { $n } créés
    }
dashboard-closed =
    { $n ->
        [one] { $n } fermé
       *[other] { $n } fermés
    }
dashboard-table = Afficher en tableau
dashboard-per-day = Créés et fermés par jour
dashboard-day = Jour
dashboard-col-created = Créés
dashboard-col-closed = Fermés
dashboard-answers = Première réponse, { $n } jours
dashboard-solved = Jusqu’à la fermeture, { $n } jours
dashboard-half = la moitié sous { $half }, 9 sur 10 sous { $most }
dashboard-before = { $days } jours précédents :
dashboard-and-before =  ; { $days } jours précédents :
dashboard-half-before = la moitié sous { $half }
dashboard-took-to-15m = moins de 15 min
dashboard-took-to-1h = 15 min à 1 h
dashboard-took-to-4h = 1 à 4 h
dashboard-took-to-1d = 4 à 24 h
dashboard-took-from-1d = plus d’un jour
dashboard-took-under-4h = moins de 4 h
dashboard-took-to-3d = 1 à 3 jours
dashboard-took-to-7d = 3 à 7 jours
dashboard-took-from-7d = plus de 7 jours
dashboard-status = Non fermés, par statut
dashboard-priority = Non fermés, par priorité
dashboard-load = Charge par responsable
dashboard-load-hint = à faire + en attente du client
dashboard-load-more = { $n ->
    [one] { $n } autre
   *[other] { $n } autres
}
dashboard-load-none = Personne n’a de ticket non fermé.
