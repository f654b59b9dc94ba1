namespace Tureen.Rooms.Protoo;

/// <summary>A refusal that reaches the other side as protoo's errorCode and errorReason.</summary>
internal sealed class ProtooException(int code, string reason) : Exception(reason)
{
    public int Code { get; } = code;
}
