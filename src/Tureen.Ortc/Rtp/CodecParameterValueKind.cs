namespace Tureen.Ortc;

/// <summary>The type of a <see cref="CodecParameterValue"/>.</summary>
public enum CodecParameterValueKind
{
    /// <summary>No value was given; validation turns it into an empty string.</summary>
    Undefined,

    /// <summary>A string.</summary>
    String,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a fraction.</summary>
    Double,

    /// <summary>A boolean; refused by validation.</summary>
    Boolean,

    /// <summary>A list of whole numbers; refused by validation.</summary>
    IntegerList,
}
