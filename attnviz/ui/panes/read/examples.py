"""The texts that the Read pane begins with and offers: written for it, none of them of the data that the models learned from."""

from __future__ import annotations

PASSAGES = (  # title, passage, questions
    (
        "The lighthouse",
        "The lighthouse on Gull Point was finished in 1874, after nine years of work. Its keeper, Martha Lind, lived there with "
        "two goats and a cat called Admiral. On the night of 3 December 1881 a storm broke the great lamp, and Martha burned "
        "her own furniture on the rocks so that the ferry from Norholm could find the harbour. All forty-one passengers came "
        "ashore alive. The town later gave her a silver clock, which now stands in the museum beside the railway station.",
        (
            "What did Martha burn on the rocks?",
            "When was the lighthouse finished?",
            "Where does the silver clock stand now?",
            "How many passengers were on the ferry?",
            "Who composed the opera?",
        ),
    ),
    (
        "Bread",
        "Sourdough bread rises without baker's yeast. Instead it relies on a culture of wild yeast and lactic acid bacteria that "
        "lives in a mixture of flour and water, called a starter. The yeast makes the carbon dioxide that lifts the dough, while "
        "the bacteria make the acids that give the bread its sour taste and help it keep for longer. A starter has to be fed with "
        "fresh flour every few days. Some bakeries in San Francisco have kept theirs alive for more than a hundred years.",
        (
            "What gives the bread its sour taste?",
            "What lifts the dough?",
            "How often does a starter have to be fed?",
            "Which city has very old starters?",
        ),
    ),
    (
        "Octopuses",
        "An octopus has three hearts. Two of them pump blood through the gills, and the third pumps it through the rest of the "
        "body. The third heart stops beating when the animal swims, which is why octopuses tire quickly and prefer to crawl. "
        "Their blood is blue, because it carries oxygen with a protein that contains copper instead of iron. Most of an "
        "octopus's neurons sit in its eight arms, so an arm can taste, touch and even solve a small problem on its own.",
        (
            "Why is their blood blue?",
            "When does the third heart stop beating?",
            "Where are most of the neurons?",
            "How many hearts does an octopus have?",
        ),
    ),
)

BLANKS = (
    "She poured herself a cup of ___ and opened the newspaper.",
    "The capital of France is ___ .",
    "He forgot his ___ , so he got wet in the rain.",
    "I have lived in this ___ for ten ___ .",
    "The children were too ___ to sleep.",
    "After the match the players shook ___ .",
)
PAIRS = (
    ("The doctor said ___ was late.", "The nurse said ___ was late."),
    ("The soup was cold, so he felt ___ .", "The soup was hot, so he felt ___ ."),
    ("My uncle is a ___ .", "My aunt is a ___ ."),
)

SENTENCES = (
    "The old fisherman sold his boat to a stranger yesterday.",
    "I saw the man with the telescope.",
    "Because it was raining, the children played chess in the kitchen.",
    "The letter that my sister wrote never arrived.",
    "She wants to visit her friends in Prague next summer.",
    "The committee was given three days to choose a new director.",
)

PARAGRAPHS = (
    "We study how neural networks that translate between languages divide their attention among the words of a sentence. We "
    "train small models on everyday sentences and switch off their attention heads one after another. Most heads can be removed "
    "without loss, while a few that link each word to its translation are essential. These heads appear early in training and can "
    "be found from their weights alone.",
    "Measuring the distance to nearby galaxies is difficult because dust dims the light of their stars. We present a method that "
    "estimates the dust from the colours of many stars at once and corrects each distance for it. Applied to two hundred "
    "galaxies, the method halves the scatter of earlier distances. The expansion rate that follows agrees with that of supernovae.",
    "Robots that learn from a few demonstrations often fail when an object is moved. We propose to describe each scene by the "
    "positions of objects relative to the gripper, and to learn a policy on this description. In experiments with a real arm the "
    "policy stacks cups and opens drawers after five demonstrations, in places where it has never seen them.",
    "Social networks spread false news faster than true news, but it is unclear who spreads them. We follow twelve thousand "
    "messages about local elections and compare accounts that were created before and after the campaign began. A small group of "
    "new accounts is responsible for half of all false messages, and most of them repeat each other word by word. A simple "
    "classifier that looks at the age of an account and the rhythm of its messages finds nine of ten.",
    "Quantum computers promise to simulate molecules that are out of reach for classical machines. Their errors, however, grow "
    "with the length of a computation. We introduce a scheme that repeats short computations with different noise and "
    "extrapolates to the result without noise. On a device with twenty superconducting qubits, the scheme gives the energy of "
    "water within chemical accuracy.",
)

TEXTS = (  # to search, a text a line: a shop of small things
    "Woollen socks, thick and warm, for winter walks and cold feet.",
    "A light rain jacket that folds into its own pocket.",
    "Steel bottle that keeps tea hot for twelve hours.",
    "Noise-cancelling headphones for trains, planes and open offices.",
    "A desk lamp with warm light and a dimmer, kind to tired eyes.",
    "Cast-iron pan, lasts for generations, for steaks and pancakes.",
    "Wooden puzzle of a thousand pieces: the old harbour at night.",
    "Running shoes with soft soles, for long distances on asphalt.",
    "Garden gloves with grip, that thorns do not pierce.",
    "A kite for strong wind, with a line of sixty metres.",
    "Alarm clock that wakes you slowly with growing light.",
    "Ceramic teapot for four cups, with a strainer of steel.",
    "Sleeping bag for nights down to minus ten degrees.",
    "Folding bicycle that fits under a seat on the train.",
    "Cookbook: one hundred soups from twenty countries.",
    "Telescope for beginners, shows the rings of Saturn.",
    "Sun cream, factor fifty, safe for coral reefs.",
    "A backpack with a padded sleeve for a laptop.",
    "Baby blanket of organic cotton, soft and washable.",
    "Ink pen with a gold nib, and a bottle of blue ink.",
    "Bird feeder that squirrels cannot climb.",
    "Chess set of maple and walnut, with weighted pieces.",
    "Bluetooth speaker that floats, for the swimming pool.",
    "Candles of beeswax that smell of honey.",
    "Repair kit for bicycle tyres, small enough for a pocket.",
    "Snow goggles that do not mist, for skiers with glasses.",
    "Portable charger, fills a telephone four times.",
    "A hammock for two people, with ropes for trees.",
    "Watering can with a long neck for plants on high shelves.",
    "Board game about trains and cities, for two to five players.",
)
QUERIES = (
    "something to keep my feet warm",
    "gift for a stargazer",
    "I cannot sleep because of loud neighbours",
    "flat tire on the road",
    "hot drink while travelling",
)
