namespace Tureen.Net;

/// <summary>Ports from <paramref name="Minimum"/> to <paramref name="Maximum"/>, both included; 0–0 is "not given".</summary>
internal readonly record struct PortRange(int Minimum, int Maximum)
{
    public bool IsGiven => Minimum != 0 || Maximum != 0;

    /// <summary>Not given, or within 0–65535 with its end not before its start. Port 0 itself is never tried.</summary>
    public bool IsValid => Minimum >= 0 && Minimum <= Maximum && Maximum <= ushort.MaxValue;

    /// <summary>mediasoup's precedence: the range if one is given, else the fixed port, else (0–0) the worker's own range.</summary>
    public static PortRange Choose(PortRange range, int port) => range.IsGiven ? range : new PortRange(port, port);

    public override string ToString() => $"{Minimum}-{Maximum}";
}
