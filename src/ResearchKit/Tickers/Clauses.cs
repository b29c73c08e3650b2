namespace ResearchKit;

sealed partial class Attribution
{
    /// <summary>A sentence cut at its breaks and joints, with the names in it.</summary>
    sealed class Clauses
    {
        readonly Reading reading;
        readonly Sentence sentence;
        readonly int[] segment;

        public Clauses(Reading reading, Sentence sentence, Article article, Attribution attribution, int from)
        {
            (this.reading, this.sentence) = (reading, sentence);
            segment = new int[sentence.Tokens];
            var mentions = attribution.mentions;
            for (var i = from; i < mentions.Count;)
            {
                var to = i + 1;
                while (to < mentions.Count && attribution.Joined(mentions[to - 1].Last, mentions[to].First)) to++;
                Groups.Add(new(mentions[i].First, mentions[to - 1].Last, i, to) { Governed = IsGoverned(mentions[i].First) });
                i = to;
            }
            Cut();
            foreach (var group in Groups) group.Speaks = Speaks(group, article, attribution);
        }

        public List<Group> Groups { get; } = [];

        /// <summary>Whom the sentence is about.</summary>
        public Group? Subject => Groups.FirstOrDefault(group => group is { Governed: false, Speaks: false }) ?? Groups.FirstOrDefault(group => !group.Speaks);

        public int SegmentOf(int token) => segment[token - sentence.FirstToken];

        void Cut()
        {
            var number = 0;
            var starts = new HashSet<int>();
            foreach (var match in reading.Matches.Slice(sentence.FirstMatch, sentence.Matches))
                if (reading.RoleOf(match) is Role.Boundary or Role.Adversative or Role.Concessive) starts.Add(match.First);
            for (var i = 0; i < segment.Length; i++)
            {
                var token = sentence.FirstToken + i;
                var inside = Groups.Exists(group => group.First < token && token <= group.Last);
                var joint = starts.Contains(token) || reading.Class(token).HasFlag(WordClass.Joins)
                    || reading.Class(token).HasFlag(WordClass.Lists) && Groups.Exists(group => group.First > token && group.First <= token + 2);
                if (i > 0 && !inside && (reading.Tokens[token].Break || joint)) number++;
                segment[i] = number;
            }
        }

        /// <summary>Whether a preposition stands before a name.</summary>
        bool IsGoverned(int first)
        {
            for (var at = first - 1; at >= sentence.FirstToken && at >= first - 2; at--)
            {
                if (reading.Tokens[at + 1].Break) return false;
                if ((reading.Class(at) & (WordClass.Governs | WordClass.From | WordClass.Link | WordClass.Stop)) != 0 && !reading.Class(at).HasFlag(WordClass.Lists) && !reading.Class(at).HasFlag(WordClass.Joins)) return true;
            }
            return false;
        }

        bool Speaks(Group group, Article article, Attribution attribution)
        {
            var (before, after, end) = (group.First - 1, group.Last + 1, sentence.FirstToken + sentence.Tokens);
            // …, says X; according to X.
            for (var at = before; at >= sentence.FirstToken && at >= before - 1; at--)
                if (reading.Class(at).HasFlag(WordClass.Says) && (at == sentence.FirstToken || reading.Tokens[at].Break || IsAccording(at))) return true;
            // X says …: only where someone else is named.
            if (Groups.Count > 1 && after < end && !reading.Tokens[after].Break && reading.Class(after).HasFlag(WordClass.Says)) return true;
            // …: X.
            var segment = SegmentOf(group.First);
            if (segment == 0 || SegmentOf(end - 1) > segment + 1) return false;
            var colon = group.First;
            while (colon > sentence.FirstToken && !reading.Tokens[colon].Break) colon--;
            for (var i = sentence.FirstHit; i < sentence.FirstHit + sentence.Hits; i++)
                if (reading.Hits[i].Match.First >= colon) return false;
            return AfterColon(colon, article) || colon > sentence.FirstToken + 1 && AfterColon(PreviousBreak(colon), article);
        }

        int PreviousBreak(int token)
        {
            for (token--; token > sentence.FirstToken && !reading.Tokens[token].Break;) token--;
            return token;
        }

        bool AfterColon(int token, Article article) => token > sentence.FirstToken
            && article.Text.AsSpan(sentence.Block + reading.Tokens[token - 1].End, reading.Tokens[token].Start - reading.Tokens[token - 1].End).Trim() is [.., ':'] or ['–' or '—' or '|'];

        bool IsAccording(int token) => token + 1 < sentence.FirstToken + sentence.Tokens && reading.Class(token + 1).HasFlag(WordClass.Stop);
    }
}
