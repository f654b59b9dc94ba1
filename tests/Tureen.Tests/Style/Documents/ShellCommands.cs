using System.Text;
using System.Text.RegularExpressions;

namespace Tureen.Tests.Style.Documents;

/// <summary>Calls of the room server in blocks for a shell.</summary>
internal static partial class ShellCommands
{
    /// <summary>The arguments of each call, split as a shell splits them.</summary>
    public static IEnumerable<string[]> OfServer(string text) => Call().Matches(Continuation().Replace(text, " "))
        .Select(static match => Split(match.Groups["arguments"].Value));

    private static string[] Split(string text)
    {
        List<string> words = [];
        StringBuilder? word = null;
        char quote = '\0';
        foreach (char one in text.TrimEnd() + " ")
        {
            if (quote == '\0' && one == ' ')
            {
                if (word is not null)
                {
                    words.Add(word.ToString());
                    word = null;
                }
            }
            else if (one == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && one is '\'' or '"')
            {
                quote = one;
                word ??= new StringBuilder();
            }
            else
            {
                (word ??= new StringBuilder()).Append(one);
            }
        }

        return [.. words];
    }

    /// <summary>Up to what ends a command outside of quotes: a comment begins after a blank.</summary>
    [GeneratedRegex(@"(?<=^|[\s(=])(\./run|tureen|dotnet Tureen\.Server\.dll)(?<arguments>( +('[^']*'|""[^""]*""|[^\s|&;)'""#>]+))*)", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Call();

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continuation();
}
