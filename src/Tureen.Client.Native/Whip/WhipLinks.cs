using Tureen.Engine.Primitives;

namespace Tureen.Client.Native.Whip;

/// <summary>Reads the STUN and TURN servers that an endpoint names in Link headers (RFC 9725 §4.6, RFC 8288).</summary>
internal static class WhipLinks
{
    private const string Relation = "ice-server";

    public static IReadOnlyList<IceServer> Read(IEnumerable<string> headers)
    {
        List<IceServer> servers = [];
        foreach (string header in headers)
        {
            ReadOnlySpan<char> rest = header.AsSpan(0, Math.Min(header.Length, WhipLimits.MaxLinkLength));
            while (servers.Count < EngineLimits.MaxGatheringServers && TryReadLink(ref rest, out string url, out Dictionary<string, string> parameters))
            {
                if (parameters.GetValueOrDefault("rel") == Relation)
                {
                    servers.Add(new IceServer { Urls = [url], Username = parameters.GetValueOrDefault("username"), Credential = parameters.GetValueOrDefault("credential") });
                }
            }
        }

        return servers;
    }

    /// <summary>One link: its target in angle brackets, then parameters up to a comma.</summary>
    private static bool TryReadLink(ref ReadOnlySpan<char> rest, out string url, out Dictionary<string, string> parameters)
    {
        url = "";
        parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        int start = rest.IndexOf('<');
        int end = start < 0 ? -1 : rest[start..].IndexOf('>');
        if (end < 0)
        {
            return false;
        }

        url = rest.Slice(start + 1, end - 1).Trim().ToString();
        rest = rest[(start + end + 1)..];
        while (rest.TrimStart() is [';', ..] more)
        {
            rest = more[1..];
            ReadParameter(ref rest, parameters);
        }

        return true;
    }

    private static void ReadParameter(ref ReadOnlySpan<char> rest, Dictionary<string, string> parameters)
    {
        int end = rest.IndexOfAny('=', ';', ',');
        string name = (end < 0 ? rest : rest[..end]).Trim().ToString();
        if (end < 0 || rest[end] != '=')
        {
            rest = end < 0 ? [] : rest[end..];
            return;
        }

        rest = rest[(end + 1)..].TrimStart();
        string value = rest is ['"', ..] ? ReadQuoted(ref rest) : ReadToken(ref rest);
        parameters.TryAdd(name, value);
    }

    private static string ReadToken(ref ReadOnlySpan<char> rest)
    {
        int end = rest.IndexOfAny(';', ',');
        string value = (end < 0 ? rest : rest[..end]).Trim().ToString();
        rest = end < 0 ? [] : rest[end..];
        return value;
    }

    private static string ReadQuoted(ref ReadOnlySpan<char> rest)
    {
        var value = new System.Text.StringBuilder();
        int i = 1;
        while (i < rest.Length && rest[i] != '"')
        {
            i += rest[i] == '\\' && i + 1 < rest.Length ? 1 : 0;
            value.Append(rest[i++]);
        }

        rest = rest[Math.Min(rest.Length, i + 1)..];
        return value.ToString();
    }
}
