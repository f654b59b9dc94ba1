using System.Text.Json;
using System.Text.Json.Serialization;
using Tureen.Rooms.Telemetry;

namespace Tureen.Rooms.Dashboard;

/// <summary>The JSON of the dashboard.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(DecisionKindNames)])]
[JsonSerializable(typeof(ServerPicture))]
[JsonSerializable(typeof(IReadOnlyList<Decision>))]
internal sealed partial class DashboardJson : JsonSerializerContext;
