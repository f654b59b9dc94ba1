using System.Globalization;

namespace Tureen.Ortc.Sdp;

/// <summary>A media section (RFC 8866, section 5.14): its <c>m=</c> line, and what follows.</summary>
internal sealed class SdpMedia : SdpLines
{
    private SdpMedia(string type, int port, string protocol, string formats)
    {
        Type = type;
        Port = port;
        Protocol = protocol;
        Formats = formats;
    }

    /// <summary><c>audio</c>, <c>video</c> or <c>application</c>.</summary>
    public string Type { get; }

    /// <summary>Zero when the section is rejected or closed.</summary>
    public int Port { get; }

    public string Protocol { get; }

    public string Formats { get; }

    public string? Mid => Attribute("mid");

    /// <summary>Whether it is closed, and not just without an address of its own (RFC 9143, section 6).</summary>
    public bool IsRejected => Port == 0 && Attribute("bundle-only") is null;

    /// <summary>The kind of media; null for a section of data.</summary>
    public MediaKind? Kind => WireEnum.TryParse(Type, out MediaKind kind) ? kind : null;

    /// <summary>Whether the endpoint offers to send in it; that is so unless it says otherwise (RFC 8866, section 6.7).</summary>
    public bool Sends => Attribute("recvonly") is null && Attribute("inactive") is null;

    /// <summary>Whether the endpoint offers to receive in it.</summary>
    public bool Receives => Attribute("sendonly") is null && Attribute("inactive") is null;

    /// <summary>The identifiers and attributes of <c>a=ssrc</c> lines (RFC 5576, section 4.1).</summary>
    public IEnumerable<(uint Ssrc, string Attribute, string Value)> Ssrcs
    {
        get
        {
            foreach (string line in Attributes("ssrc"))
            {
                string[] parts = line.Split(' ', 2);
                if (parts.Length == 2 && uint.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out uint ssrc))
                {
                    string[] attribute = parts[1].Split(':', 2);
                    yield return (ssrc, attribute[0], attribute.Length > 1 ? attribute[1] : "");
                }
            }
        }
    }

    /// <summary>The <c>a=ssrc-group</c> lines (RFC 5576, section 4.2).</summary>
    public IEnumerable<(string Semantics, uint[] Ssrcs)> SsrcGroups
    {
        get
        {
            foreach (string line in Attributes("ssrc-group"))
            {
                string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                uint[] ssrcs = [.. parts.Skip(1).Select(part => uint.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out uint ssrc) ? ssrc : 0)];
                yield return (parts.FirstOrDefault() ?? "", ssrcs);
            }
        }
    }

    public static SdpMedia? Parse(string line) =>
        line["m=".Length..].Split(' ', 4) is [string type, string port, string protocol, string formats]
        && int.TryParse(port.Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? new SdpMedia(type, number, protocol, formats)
            : null;

    /// <summary>Splits an attribute such as <c>rtpmap</c>, whose value begins with a payload type.</summary>
    public static (int PayloadType, string Value)? ByPayloadType(string value) =>
        value.Split(' ', 2) is [string first, string rest]
        && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out int payloadType)
            ? (payloadType, rest)
            : null;

    public override string ToString() => $"m={Type} {Port.ToString(CultureInfo.InvariantCulture)} {Protocol} {Formats}";
}
