"""scenarios.py - what at-call.py runs: every command that writes files, and the tables they read."""
import subprocess

AS_OF = ["--as-of", "2026-03-02T09:00:00Z"]


class Scenario:
    """What is run, on which inputs, and what it leaves: @outputs in the order they are put in place."""

    def __init__(self, name, args, outputs, before, **more):
        self.name, self.args, self.outputs, self.before = name, args, outputs, before
        self.stdout = more.get("stdout", False)   # the leads go to the standard output
        self.again = more.get("again", True)      # a run that was finished gives the same once more
        self.loose = more.get("loose", [])        # about the run, not its result: whole, that is all
        self.any_order = more.get("any_order", False)
        self.grows = more.get("grows", [])        # of the outputs those that are added to
        self.is_queue = args[0] == "hl-pull"      # what counts is not bytes but whose the leads are
        self.queue = more.get("queue", [])        # what makes the queue
        self.is_stdio = more.get("is_stdio", False)  # a library writes the file by stdio, to which a signal is a failure
        self.ends = more.get("ends", 0)           # how it ends where it was done already


def scenarios():
    assign = ["hl-assign", *AS_OF, "-r", "IN/roster.csv", "--state", "desk.csv"]
    night = assign + ["-o", "queue.csv", "IN/leads.csv"]
    before = [assign + ["-o", "queue.csv", "--run-id", "1", "IN/yesterday.csv"]]
    gate = ["hl-gate", *AS_OF, "-e", "IN/events.csv", "-o", "stay.csv", "--suppressed", "gone.csv"]
    score = ["hl-score", *AS_OF, "-e", "IN/events.csv", "-o", "scored.csv"]
    export = ["hl-export", *AS_OF, "--to", "csv", "--split-by", "client", "-o", "pages/"]
    index = ["hl-export", *AS_OF, "--page", "index", "-o", "index.html"]
    pages = ["hl-export", *AS_OF, "--page", "queue", "--split-by", "client", "-e", "IN/events.csv", "--done", "IN/events.csv", "-o", "queues/"]
    judge = ["hl-metrics", *AS_OF, "--set", "model", "--memory", "1M", "--score", "balance", "--label", "rank", "--positive", "7",
             "-o", "model.csv"]
    both = ["queue.csv", "desk.csv"]
    by_hand = ["--manual", "IN/manual.csv", "--reassign", "Gone:Cy", "--reassign", "Ann", "--note", "leave"]
    audit = ["-q", *by_hand, "--log", "audit.csv"]
    tables = ["-m", "source-map,tier", "--map", "IN/map.csv", "--value", "balance", "--fairness", "fair.csv", "-o", "queue.csv.gz"]
    logged = ["-q", "--log", "audit.csv", "-o", "queue.csv"]
    record = ["-q", "--record", "why.csv"]
    trail = {"grows": ["audit.csv"]}
    return [
        Scenario("assign to a file", night, both, before, again=False),
        Scenario("assign under a name", night[:-1] + ["--run-id", "2", "IN/leads.csv"], both, before),
        Scenario("assign to a pipe", assign + ["IN/leads.csv"], ["desk.csv"], before, stdout=True, again=False),
        Scenario("assign to a pipe under a name", assign + ["--run-id", "2", "IN/leads.csv"], ["desk.csv"], before, stdout=True),
        Scenario("assign much to a pipe", assign + ["IN/many.csv"], ["desk.csv"], before, stdout=True, again=False),
        Scenario("assign with a manifest", night[:-1] + ["--run-id", "2", "--stats", "s.json", "--manifest", "m.json", "IN/leads.csv"],
                 both, before, loose=["s.json", "m.json"]),
        Scenario("assign with a log", assign + logged + ["IN/leads.csv"], ["queue.csv", "audit.csv", "desk.csv"],
                 [assign + logged + ["IN/yesterday.csv"]], again=False, **trail),
        Scenario("assign by hand to a pipe", assign + audit + ["--run-id", "2", "IN/held.csv"], ["audit.csv", "desk.csv"],
                 [assign + audit + ["--run-id", "1", "-o", "queue.csv", "IN/held.csv"]], stdout=True, **trail),
        Scenario("assign with all there is", assign + audit + tables + ["--run-id", "2", "IN/held.csv"],
                 ["queue.csv.gz", "audit.csv", "desk.csv", "fair.csv"], [assign + audit + tables + ["--run-id", "1", "IN/held.csv"]], **trail),
        Scenario("gate with a record", gate + record + ["IN/leads.csv"], ["gone.csv", "why.csv", "stay.csv"],
                 [gate + record + ["IN/yesterday.csv"]]),
        Scenario("gate", gate + ["IN/leads.csv"], ["gone.csv", "stay.csv"], [gate + ["IN/yesterday.csv"]]),
        Scenario("score", score + ["IN/leads.csv"], ["scored.csv"], [score + ["IN/yesterday.csv"]]),
        Scenario("rank on disk", ["hl-rank", "--memory", "1M", "-k", "rank:nr", "-o", "ranked.csv", "IN/many.csv"], ["ranked.csv"],
                 [["hl-rank", "-k", "rank:n", "-o", "ranked.csv", "IN/yesterday.csv"]]),
        Scenario("judge on disk", judge + ["IN/many.csv"], ["model.csv"], [judge + ["IN/yesterday.csv"]]),
        Scenario("export to pages", export + ["IN/leads.csv"], ["pages/c1.csv", "pages/c2.csv", "pages/c3.csv", "pages/manifest.json"],
                 [export + ["IN/yesterday.csv"]], any_order=True),
        Scenario("export to an index", index + ["IN/links.csv"], ["index.html"], [index + ["IN/leads.csv", "--rename", "account_id=title",
                 "--rename", "client=file"]]),
        Scenario("export to queue pages", pages + ["IN/leads.csv"], ["queues/c1.html", "queues/c2.html", "queues/c3.html", "queues/manifest.json"],
                 [pages + ["IN/yesterday.csv"]], any_order=True),
    ] + papers() + queues() + sheets()


def papers():
    """What a build may go without."""
    export = ["hl-export", *AS_OF, "-o", "queue.pdf", "--page", "queue"]
    if subprocess.run(["hl-export", "--check", "--to", "pdf"], input=b"a\n", capture_output=True, check=False).returncode != 0:
        return []
    return [Scenario("export to paper", export + ["IN/leads.csv"], ["queue.pdf"], [export + ["IN/yesterday.csv"]])]


def sheets():
    """Of the formats that a library writes, those that are in this build."""
    there = [to for to in ("xlsx", "sqlite")
             if subprocess.run(["hl-export", "--to", to, "--check"], input=b"a\n", capture_output=True, check=False).returncode == 0]
    made = []
    for to in there:
        export = ["hl-export", *AS_OF, "-o", f"sheet.{to}"]
        split = ["hl-export", *AS_OF, "--to", to, "--split-by", "client", "-o", "books/"]
        books = [f"books/c{i}.{to}" for i in (1, 2, 3)] + ["books/manifest.json"]
        how = {"is_stdio": to == "xlsx"}
        made += [Scenario(f"export to {to}", export + ["IN/leads.csv"], [f"sheet.{to}"], [export + ["IN/yesterday.csv"]], **how),
                 Scenario(f"export to books of {to}", split + ["IN/leads.csv"], books, [split + ["IN/yesterday.csv"]], any_order=True, **how)]
    return made


def queues():
    ask = ["-q", "q", *AS_OF]
    publish = ["hl-pull", "publish", *ask, "--seed", "1"]
    take = ["hl-pull", "take", *ask, "-r", "IN/roster.csv", "--manual", "IN/manual.csv"]
    made = [publish + ["--preview", "balance", "IN/yesterday.csv"]]
    held = [take + ["--as", "Bo", "A4"], take + ["--as", "Ann", "A5"]]
    return [
        Scenario("publish", publish + ["--hidden", "IN/leads.csv"], [], made + held, stdout=True),
        Scenario("take", take + ["--as", "Ann", "A7"], [], held, stdout=True, queue=made),
        Scenario("take to a file", take + ["--as", "Ann", "-o", "lead.csv", "A7"], [], held, queue=made),
        Scenario("done", ["hl-pull", "done", *ask, "--as", "Bo", "--result", "promise", "A4"], [], [], queue=made + held),
        Scenario("release", ["hl-pull", "release", *ask, "--as", "Bo", "--note", "no", "A4"], [], [], queue=made + held, ends=1),
    ]


# --- the inputs ---

def write_leads(path, r, count):
    with open(path, "w") as to:
        to.write("account_id,client,state,placed_date,client_priority,balance,rank\n")
        for i in range(count):
            to.write(f"A{i},c{i % 3 + 1},{r.choice(['NY', 'TX', 'CA'])},2026-02-{r.randint(10, 28)},{r.randint(1, 3)},{r.randint(0, 99999) / 100:.2f},{r.randint(0, 100)}\n")


def write_inputs(folder, r):
    with open(f"{folder}/roster.csv", "w") as to:
        to.write("collector,weight,capacity\nAnn,1,\nBo,2,20\nCy,1,\n")
    with open(f"{folder}/events.csv", "w") as to:
        to.write("account_id,type,ts,channel,result\n")
        for _ in range(30):
            to.write(f"A{r.randint(0, 50)},ATTEMPT,2026-03-0{r.randint(1, 2)}T0{r.randint(1, 8)}:00:00Z,CALL,NO_ANSWER\n")
    write_leads(f"{folder}/leads.csv", r, 50)
    write_leads(f"{folder}/yesterday.csv", r, 40)
    write_leads(f"{folder}/many.csv", r, 60000)
    with open(f"{folder}/manual.csv", "w") as to:
        to.write("account_id,collector,by,reason,until\nA3,Cy,Kim,knows them,\nA9,Bo,Kim,,2026-03-01\nA31,Bo,Lee,\"asked, twice\",\n")
    with open(f"{folder}/links.csv", "w") as to:
        to.write("section,title,link,file,rows,balance\n")
        for i in range(200):
            to.write(f"{'Queues' if i % 2 else 'Paper'},C{i // 2},Page,c{i}.html,{i},{r.randint(0, 99999) / 100:.2f}\n")
    with open(f"{folder}/map.csv", "w") as to:
        to.write("column,value,collector\nclient,c2,Bo\nstate,TX,Ann\n")
    with open(f"{folder}/held.csv", "w") as to:
        to.write("account_id,client,state,balance,collector\n")
        for i in range(50):
            to.write(f"A{i},c{i % 3 + 1},{r.choice(['NY', 'TX'])},{r.randint(0, 99)},{r.choice(['', '', 'Ann', 'Bo', 'Gone'])}\n")
