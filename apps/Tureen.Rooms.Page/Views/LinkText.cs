namespace Tureen.Rooms.Page.Views;

/// <summary>Finds the links in a message: addresses of http and https alone, so that a message runs nothing.</summary>
internal static class LinkText
{
    /// <summary>Links of one message; the rest is text. A message has 2,000 characters at most.</summary>
    public const int MaxLinks = 20;

    private static readonly string[] Schemes = ["https://", "http://"];

    /// <summary>The parts of a message, in order.</summary>
    public static IReadOnlyList<TextPart> Split(string text)
    {
        List<TextPart> parts = [];
        int plain = 0;
        int links = 0;
        int from = 0;
        while (links < MaxLinks && FindStart(text, from) is var start && start >= 0)
        {
            int end = FindEnd(text, start);
            string address = text[start..end];
            from = end;
            if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? link) || link.Host.Length == 0 || link.UserInfo.Length > 0)
            {
                // Names before the host make an address look like another one.
                continue;
            }

            Add(parts, text[plain..start]);
            parts.Add(new TextPart(address, link.AbsoluteUri));
            plain = end;
            links++;
        }

        Add(parts, text[plain..]);
        return parts;
    }

    private static void Add(List<TextPart> parts, string text)
    {
        if (text.Length > 0)
        {
            parts.Add(new TextPart(text, null));
        }
    }

    /// <summary>Where the next address begins, which no letter precedes; -1 for none.</summary>
    private static int FindStart(string text, int from)
    {
        for (int index = from; index < text.Length; index++)
        {
            if (Schemes.Any(scheme => string.CompareOrdinal(text, index, scheme, 0, scheme.Length) == 0)
                && (index == 0 || !char.IsLetterOrDigit(text[index - 1])))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Where it ends: at a blank, without the sentence's own marks, and without a bracket that opened before it.</summary>
    private static int FindEnd(string text, int start)
    {
        int end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('<' or '>' or '"'))
        {
            end++;
        }

        while (end > start && (text[end - 1] is '.' or ',' or ';' or ':' or '!' or '?' or '\'' or '。' or '、'
            || (text[end - 1] is ')' && !text.AsSpan(start, end - start).Contains('('))))
        {
            end--;
        }

        return end;
    }
}
