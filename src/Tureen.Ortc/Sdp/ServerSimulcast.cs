using System.Text;

namespace Tureen.Ortc.Sdp;

/// <summary>The encodings of one section that the server receives (RFC 8853, section 5.1).</summary>
internal sealed class ServerSimulcast
{
    private readonly IReadOnlyList<string> _rids;
    private readonly bool _isDraft;
    private string _streams;

    private ServerSimulcast(string streams, IReadOnlyList<string> rids, bool isDraft)
    {
        _streams = streams;
        _rids = rids;
        _isDraft = isDraft;
    }

    /// <summary>Mirrors what a browser offers to send.</summary>
    public static ServerSimulcast? Answer(SdpMedia offer)
    {
        string? value = offer.Attribute("simulcast")?.Trim();
        if (value is null)
        {
            return null;
        }

        IReadOnlyList<string> rids =
            [.. offer.Attributes("rid").Select(rid => rid.Split(' ', 3)).Where(parts => parts.Length > 1 && parts[1] is "send").Select(parts => parts[0])];
        // The third draft of the document wrote " send rid=r0;r1".
        bool isDraft = value.Contains('=', StringComparison.Ordinal);
        string[] words = value.Split(' ');
        string streams = isDraft
            ? value.Replace("send", "recv", StringComparison.Ordinal)
            : words.Length > 1 ? words[1] : "";
        return new ServerSimulcast(streams, rids, isDraft);
    }

    public ServerSimulcast Save() => new(_streams, _rids, _isDraft);

    /// <summary>Marks the encodings that the browser has turned off as paused.</summary>
    public void Mark(IEnumerable<RtpEncodingParameters> encodings)
    {
        if (_isDraft)
        {
            return;
        }

        HashSet<string?> active = [.. encodings.Where(encoding => encoding.Active is true).Select(encoding => encoding.Rid)];
        _streams = string.Join(';', _streams.Split(';').Select(stream =>
            string.Join(',', stream.Split(',').Select(rid => rid.TrimStart('~')).Select(rid => active.Contains(rid) ? rid : "~" + rid))));
    }

    public void AppendTo(StringBuilder sdp)
    {
        foreach (string rid in _rids)
        {
            sdp.Append($"a=rid:{rid} recv\r\n");
        }

        sdp.Append(_isDraft ? $"a=simulcast: {_streams}\r\n" : $"a=simulcast:recv {_streams}\r\n");
    }
}
