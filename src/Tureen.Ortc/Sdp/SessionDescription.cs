using System.Text;

namespace Tureen.Ortc.Sdp;

/// <summary>
/// A session description as a browser made it (RFC 8866). It keeps the lines that nobody reads, so that it can be written again with a change.
/// </summary>
internal sealed class SessionDescription
{
    private readonly List<SdpMedia> _media = [];

    public SdpLines Session { get; } = new();

    public IReadOnlyList<SdpMedia> Media => _media;

    public static SessionDescription Parse(string text)
    {
        SessionDescription description = new();
        SdpLines current = description.Session;
        foreach (string line in text.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (line.StartsWith("m=", StringComparison.Ordinal) && SdpMedia.Parse(line) is { } media)
            {
                description._media.Add(media);
                current = media;
            }
            else if (line.Length > 0)
            {
                current.Add(line);
            }
        }

        return description;
    }

    public SdpMedia? FindByMid(string mid) => _media.Find(media => string.Equals(media.Mid, mid, StringComparison.Ordinal));

    public override string ToString()
    {
        StringBuilder text = new();
        AppendLines(text, Session);
        foreach (SdpMedia media in _media)
        {
            text.Append(media).Append("\r\n");
            AppendLines(text, media);
        }

        return text.ToString();
    }

    private static void AppendLines(StringBuilder text, SdpLines lines)
    {
        foreach (string line in lines.All)
        {
            text.Append(line).Append("\r\n");
        }
    }
}
