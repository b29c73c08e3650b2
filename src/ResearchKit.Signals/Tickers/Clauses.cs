namespace ResearchKit;

sealed partial class Attribution
{
    /// <summary>A sentence cut at its breaks and joints, with the names in it.</summary>
    sealed class Clauses
    {
        readonly Reading reading;
        readonly Sentence sentence;
        readonly Attribution attribution;
        readonly int[] segment;
        readonly int[] part;

        public Clauses(Attribution attribution, int number, int from)
        {
            (this.attribution, reading, sentence) = (attribution, attribution.reading, attribution.reading.Sentences[number]);
            (segment, part) = (new int[sentence.Tokens], new int[sentence.Tokens]);
            var mentions = attribution.mentions;
            for (var i = from; i < mentions.Count;)
            {
                var to = i + 1;
                while (to < mentions.Count && attribution.Joined(sentence, mentions[to - 1].Last, mentions[to].First) && !Begins(mentions[i].First, mentions[to - 1].Last, mentions[to])) to++;
                var governed = IsGoverned(mentions[i].First);
                // In a blow to X, Y won: two names with a bare comma are no list behind a preposition that opens the sentence.
                if (governed && Opens && to == i + 2 && mentions[i + 1].First == mentions[i].Last + 1 && Goes(mentions[i + 1].Last + 1)) to--;
                Groups.Add(new(mentions[i].First, mentions[to - 1].Last, i, to) { Governed = governed });
                i = to;
            }
            Cut();
            foreach (var group in Groups) group.Speaks = IsQuoted(group) || Groups.Count > 1 && (Says(group) || IsSpeaker(group));
            // Where all speak, those are spoken of who are not quoted.
            if (Groups.TrueForAll(group => group.Speaks))
                foreach (var group in Groups) group.Speaks = IsQuoted(group);
        }

        public List<Group> Groups { get; } = [];

        /// <summary>To whom an event happens, with its last token.</summary>
        public Dictionary<Group, int> Targets { get; } = [];

        /// <summary>Whom the sentence is about.</summary>
        public Group? Subject => Groups.FirstOrDefault(group => group is { Governed: false, Speaks: false }) ?? Groups.FirstOrDefault(group => !group.Speaks);

        /// <summary>The clause of a token.</summary>
        public int SegmentOf(int token) => segment[token - sentence.FirstToken];

        /// <summary>The part of the sentence, between semicolons, of a token.</summary>
        public int PartOf(int token) => part[token - sentence.FirstToken];

        /// <summary>The first token of the clause of a token.</summary>
        public int Start(int token)
        {
            while (token > sentence.FirstToken && SegmentOf(token - 1) == SegmentOf(token)) token--;
            return token;
        }

        void Cut()
        {
            var (number, half) = (0, 0);
            var places = new Place[segment.Length];
            foreach (var match in reading.Matches.Slice(sentence.FirstMatch, sentence.Matches))
                if (match.Role is Role.Boundary or Role.Adversative or Role.Concessive) Mark(match.First, match.First, Place.Starts);
            foreach (var group in Groups)
            {
                Mark(group.First + 1, group.Last, Place.Inside);
                Mark(group.First - 3, group.First - 1, Place.Before);
                if (group.Governed) Mark(group.Last + 1, group.Last + 1, Place.Behind);
            }
            for (var i = 0; i < segment.Length; i++)
            {
                var (token, here) = (sentence.FirstToken + i, places[i]);
                var inside = (here & Place.Inside) != 0;
                var joint = (here & Place.Starts) != 0 || (here & Place.Behind) != 0 && attribution.Is(sentence, token, "to") || reading.Class(token).HasFlag(WordClass.Joins)
                    || (here & Place.Before) != 0 && reading.Class(token).HasFlag(WordClass.Lists);
                if (i > 0 && !inside && (reading.Tokens[token].Break || joint)) number++;
                if (i > 0 && !inside && reading.Tokens[token].Break && attribution.Between(sentence, token).Contains(';')) half++;
                (segment[i], part[i]) = (number, half);
            }

            void Mark(int first, int last, Place place)
            {
                for (var at = Math.Max(first - sentence.FirstToken, 0); at <= last - sentence.FirstToken && at < places.Length; at++) places[at] |= place;
            }
        }

        /// <summary>Where a token stands: where a clause may begin, inside names, in the few words before some, behind governed ones.</summary>
        [Flags]
        enum Place : byte
        {
            Starts = 1,
            Inside = 2,
            Before = 4,
            Behind = 8,
        }

        /// <summary>Whether a preposition stands before a name.</summary>
        bool IsGoverned(int first)
        {
            for (var at = first - 1; at >= sentence.FirstToken && at >= first - 2; at--)
            {
                if (reading.Tokens[at + 1].Break) return false;
                var kind = reading.Class(at);
                if (at == first - 1 && (attribution.Is(sentence, at, "like") || attribution.Is(sentence, at, "unlike"))) return true;
                if (attribution.Is(sentence, at, "but") || attribution.Is(sentence, at, "while")) return false;
                if ((kind & (WordClass.Lists | WordClass.Joins)) == 0 && (kind & (WordClass.Governs | WordClass.From | WordClass.Link | WordClass.Stop)) != 0) return true;
            }
            return false;
        }

        /// <summary>Whether the sentence opens with a preposition.</summary>
        bool Opens => attribution.Is(sentence, sentence.FirstToken, "unlike") || attribution.Is(sentence, sentence.FirstToken, "like") || (reading.Class(sentence.FirstToken) & (WordClass.Governs | WordClass.Stop)) != 0;

        /// <summary>Whether a clause goes on with a word that is no preposition or the like.</summary>
        bool Goes(int token) => token < sentence.FirstToken + sentence.Tokens && !reading.Tokens[token].Break && (reading.Class(token) & (WordClass.Governs | WordClass.Stop | WordClass.Link | WordClass.Lists | WordClass.Joins)) == 0;

        /// <summary>…, says X; according to X; …: X.</summary>
        bool IsQuoted(Group group)
        {
            for (var at = group.First - 1; at >= sentence.FirstToken && at >= group.First - 2; at--)
                if (reading.Class(at).HasFlag(WordClass.Says) && (at == sentence.FirstToken || reading.Tokens[at].Break || reading.Class(group.First - 1).HasFlag(WordClass.Stop))) return true;
            for (var at = group.First; at > sentence.FirstToken; at--)
            {
                if (!reading.Tokens[at].Break) continue;
                for (var i = sentence.FirstHit; i < sentence.FirstHit + sentence.Hits; i++)
                    if (reading.MatchOf(reading.Hits[i]).First >= at) return false;
                if (attribution.Between(sentence, at).Trim() is [.., ':'] or ['–' or '—' or '|' or '-', ..]) return true;
            }
            return false;
        }

        /// <summary>X says …</summary>
        bool Says(Group group) => group.Last + 1 < sentence.FirstToken + sentence.Tokens && !reading.Tokens[group.Last + 1].Break && reading.Class(group.Last + 1).HasFlag(WordClass.Says);

        /// <summary>Data hit stocks, dollar up: behind a bare comma the last name of a list that is an object begins a clause when something moves right behind it.</summary>
        bool Begins(int first, int last, in Named next) => first > sentence.FirstToken && !reading.Tokens[first].Break && next.First == last + 1 && Moves(next.Last + 1);

        bool Moves(int token)
        {
            foreach (var match in reading.Matches.Slice(sentence.FirstMatch, sentence.Matches))
                if (match.First == token && !reading.Tokens[token].Break) return attribution.roles.Lexicon.Entries[match.Entry].Direction is not null && !(match.Last + 1 < sentence.FirstToken + sentence.Tokens && reading.Tokens[match.Last + 1].OfName);
            return false;
        }

        bool IsSpeaker(Group group)
        {
            if (Moves(group.Last + 1)) return false;
            for (var at = group.First - 1; at >= sentence.FirstToken && at >= group.First - 2 && !reading.Tokens[at + 1].Break; at--)
                if (Roles.IsKind(attribution.Text(sentence, at))) return true;
            for (var i = group.From; i < group.To; i++)
            {
                var mention = attribution.mentions[i];
                var speaks = Roles.IsSpeaker(mention.Mention.Term);
                for (var at = mention.First; at <= mention.Last; at++) speaks |= Roles.IsKind(attribution.Text(sentence, at));
                if (!speaks) return false;
            }
            return true;
        }
    }
}
