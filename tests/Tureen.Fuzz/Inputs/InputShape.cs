namespace Tureen.Fuzz.Inputs;

/// <summary>What the bytes of an input mean.</summary>
internal enum InputShape
{
    /// <summary>One thing, such as a text.</summary>
    Bytes,

    /// <summary>A sequence of operations: a packet, another one, some time, a command …</summary>
    Operations,
}
