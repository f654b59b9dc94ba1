using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>How a browser keeps messages of bytes until they are read.</summary>
[JsonConverter(typeof(WireEnumConverter<DataBinaryType>))]
public enum DataBinaryType
{
    /// <summary>In memory.</summary>
    [JsonStringEnumMemberName("arraybuffer")]
    ArrayBuffer,

    /// <summary>Where the browser chooses.</summary>
    [JsonStringEnumMemberName("blob")]
    Blob,
}
