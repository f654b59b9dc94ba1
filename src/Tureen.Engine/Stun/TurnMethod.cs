namespace Tureen.Engine.Stun;

/// <summary>The methods of TURN (RFC 8656 §17).</summary>
internal static class TurnMethod
{
    public const ushort Allocate = 3;
    public const ushort Refresh = 4;
    public const ushort Send = 6;
    public const ushort Data = 7;
    public const ushort CreatePermission = 8;
    public const ushort ChannelBind = 9;
}
