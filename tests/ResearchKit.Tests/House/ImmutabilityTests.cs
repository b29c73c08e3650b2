using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Types are immutable, and nothing static can change.</summary>
public sealed class ImmutabilityTests
{
    const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly;

    static readonly List<Type> Types = [.. new[] { typeof(ScannedText).Assembly, typeof(Article).Assembly, typeof(Archive).Assembly, typeof(Evaluation).Assembly, typeof(SentimentIndex).Assembly, typeof(Watcher).Assembly, typeof(LexiconDraft).Assembly, typeof(Learn).Assembly, typeof(Plot).Assembly }.SelectMany(assembly => assembly.GetTypes()).Where(Written)];

    /// <summary>Written by a person, not by the compiler or a generator.</summary>
    static bool Written(MemberInfo member) => !member.Name.Contains('<', StringComparison.Ordinal) && !member.IsDefined(typeof(CompilerGeneratedAttribute))
        && !member.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute)) && (member.DeclaringType is not { } outer || Written(outer));

    [Fact]
    public void No_static_field_can_be_set() => Assert.Empty(
        from type in Types from field in type.GetFields(Static) where Written(field) && !field.IsInitOnly && !field.IsLiteral select $"{type.Name}.{field.Name}");

    [Fact]
    public void No_static_property_can_be_set() => Assert.Empty(
        from type in Types from property in type.GetProperties(Static) where Written(property) && property.CanWrite select $"{type.Name}.{property.Name}");

    [Fact]
    public void No_static_field_shows_a_collection_that_can_change() => Assert.Empty(
        from type in Types
        from field in type.GetFields(Static)
        where Written(field) && !field.IsPrivate && !field.IsLiteral && (field.FieldType.IsArray || field.FieldType.Namespace == "System.Collections.Generic")
        select $"{type.Name}.{field.Name}");

    [Fact]
    public void Every_property_of_a_public_type_is_read_only_or_init_only() => Assert.Empty(
        from type in Types
        where type.IsVisible
        from property in type.GetProperties(Instance)
        where property.SetMethod is { } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
        select $"{type.Name}.{property.Name}");

    [Fact]
    public void Options_are_sealed_records_with_defaults_and_init_only_properties()
    {
        var options = Types.Where(type => type.IsPublic && type.Name.EndsWith("Options", StringComparison.Ordinal) && !type.Name.StartsWith("Receipt", StringComparison.Ordinal)).ToList();
        Assert.Equal([typeof(ArchiveOptions), typeof(CalibrationOptions), typeof(ChatScorerOptions), typeof(ConformalOptions), typeof(DiversificationOptions), typeof(ElasticNetOptions), typeof(EvaluationOptions), typeof(EventStudyOptions), typeof(ExposureOptions), typeof(ForwardReturnsOptions), typeof(GapsOptions), typeof(ImpactOptions), typeof(ImportOptions), typeof(JudgingOptions), typeof(LearnedOptions), typeof(LogOddsOptions), typeof(OnnxOptions), typeof(OutOfSampleOptions), typeof(PricesOptions), typeof(ReadOptions), typeof(RegistryOptions), typeof(ReliabilityOptions), typeof(RiskOptions), typeof(ScorerOptions), typeof(SentimentIndexOptions), typeof(SestmOptions), typeof(SignalOptions), typeof(SoPmiOptions), typeof(StackOptions), typeof(StaleOptions), typeof(StoriesOptions), typeof(UncertaintyOptions), typeof(WeightedOptions)], options.OrderBy(type => type.Name, StringComparer.Ordinal));
        Assert.All(options, type =>
        {
            Assert.True(type.IsSealed && type.GetMethod("<Clone>$") is not null, $"{type.Name} is not a sealed record.");
            Assert.Equal(Activator.CreateInstance(type), Activator.CreateInstance(type));
            var settable = type.GetProperties(Instance).Where(property => property.CanWrite).ToList();
            Assert.NotEmpty(settable);
            Assert.All(settable, property => Assert.Contains(typeof(IsExternalInit), property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers()));
        });
    }

    [Fact]
    public void No_public_type_has_a_public_field_that_can_be_set() => Assert.Empty(
        from type in Types where type.IsVisible from field in type.GetFields(Instance) where !field.IsInitOnly && !type.IsEnum select $"{type.Name}.{field.Name}");

    [Fact]
    public void Public_classes_are_sealed_static_or_meant_to_be_derived() => Assert.Equal(["Scale", "Scorer"],
        Types.Where(type => type is { IsVisible: true, IsClass: true, IsSealed: false }).Select(type => type.Name));
}
