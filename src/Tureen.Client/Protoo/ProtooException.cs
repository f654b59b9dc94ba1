namespace Tureen.Client.Protoo;

/// <summary>A request was refused, or cannot be answered.</summary>
/// <param name="code">The error code of the answer; 0 when there is none.</param>
/// <param name="reason">The reason of the answer.</param>
public sealed class ProtooException(int code, string reason) : Exception(reason)
{
    /// <summary>The error code of the answer; 0 when there is none.</summary>
    public int Code => code;
}
