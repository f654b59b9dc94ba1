namespace Tureen.Engine.Primitives;

/// <summary>Turns the engine's instants into NTP time by one anchor, so that a step of the system's clock moves nothing.</summary>
internal sealed class NtpClock(Timestamp anchor, NtpTime anchorNtp)
{
    private readonly ulong _anchorMicroseconds = anchorNtp.ToMicroseconds();

    public NtpTime ToNtp(Timestamp at) =>
        NtpTime.FromMicroseconds(_anchorMicroseconds + (ulong)(at.Microseconds - anchor.Microseconds));
}
